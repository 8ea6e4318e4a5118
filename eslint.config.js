import tseslint from 'typescript-eslint';

const aws = { group: ['@aws-sdk/*', '@smithy/*'], message: 'AWS code lives in shared/aws, shared/ecs and shared/ecr.' };
const runner = { group: ['@actions/*'], message: 'Only shared/action and shared/github know the runner.' };
const product = {
  regex: '^(#shared/|(\\.\\./)+(shared|actions)/)',
  message: 'The sandbox shares no code with what it tests.',
};
const sandbox = { regex: '^(#sandbox/|(\\.\\./)+sandbox/)', message: 'Only test, demo and bench drive the sandbox.' };
const actions = { regex: '^(\\.\\./)+actions/', message: 'Nothing imports an action.' };

const lines = (files, ...patterns) => ({ files, rules: { 'no-restricted-imports': ['error', { patterns }] } });

export default tseslint.config(
  { ignores: ['dist/', 'build/', 'node_modules/', '.sandbox/', 'coverage/', 'examples/service/build/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'max-params': ['error', 3],
      'no-console': 'error',
    },
  },
  { files: ['sandbox/main.ts', 'demo/**', 'bench/**', 'scripts/**', 'examples/**'], rules: { 'no-console': 'off' } },
  {
    files: ['examples/**/*.test.ts'],
    rules: {
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: [{ from: 'package', name: 'test', package: 'node:test' }] },
      ],
    },
  },
  lines(['actions/**/*.ts'], aws, runner, sandbox),
  lines(['shared/**/*.ts'], aws, runner, sandbox, actions),
  lines(['shared/action/**/*.ts', 'shared/github/**/*.ts'], aws, sandbox, actions),
  lines(['shared/aws/**/*.ts', 'shared/ecs/**/*.ts', 'shared/ecr/**/*.ts'], runner, sandbox, actions),
  lines(['sandbox/**/*.ts'], product),
);
