/** Files that every check may depend on: when one of them changes, what has not changed may fail too. */
export const DEFAULT_GLOBAL_FILES: readonly string[] = [
  '.github/fast-check.yml',
  '.github/workflows/**',
  '**/{package,package-lock,npm-shrinkwrap,bun,deno}.{json,lock}',
  '**/{yarn,pnpm-lock,poetry,uv,Pipfile,Cargo,Gemfile,composer,flake}.{lock,yaml}',
  '**/{tsconfig,jsconfig}*.json',
  '**/{.eslintrc,.prettierrc,.stylelintrc,.babelrc,.pylintrc,.rubocop,.golangci,.editorconfig,.flake8}*',
  '**/{eslint,prettier,stylelint,biome,oxlint,babel,jest,vite,vitest}.config.*',
  '**/{biome,.oxlintrc}.{json,jsonc}',
  '**/{pyproject,Cargo,ruff,.ruff}.toml',
  '**/{setup.cfg,tox.ini,mypy.ini,requirements*.txt}',
  '**/{go.mod,go.sum,pom.xml,gradle.lockfile}',
  '**/*.gradle{,.kts}',
];
