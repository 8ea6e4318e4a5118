import type { WrongInputCases } from './cases.ts';

export const base: Readonly<Record<string, string>> = { service: 'web' };

export const cases: WrongInputCases = {
  cluster: [{ value: 'my cluster', says: /cluster: got "my cluster"; expected the name or ARN of a cluster/ }],
  service: [
    { value: '', says: /service: is required and was empty/ },
    { value: 'web\napi', says: /service: got "web\\napi"; expected the name or ARN of one service/ },
  ],
  to: [
    { value: 'last', says: /to: got "last"; expected previous, a commit SHA of 7 to 40 characters/ },
    { value: 'abc123', says: /to: got "abc123"/ },
    { value: 'web:latest', says: /to: got "web:latest"/ },
    { value: '#0', says: /to: got "#0"; expected previous, .* a number such as 12 or #12/ },
  ],
  'only-if-current': [
    { value: 'web', says: /only-if-current: got "web"; expected the ARN of a task definition revision/ },
  ],
  environment: 'any text is right: it is compared with what deploy-ecs was given',
  token: [{ value: 'ghs_x', says: /token: is for the GitHub deployments of an environment; give environment too/ }],
  reason: [{ value: 'one line\nand another', says: /reason: got .*; expected one line of at most 500 characters/ }],
  'wait-for-minutes': [
    { value: '-1', says: /wait-for-minutes: got "-1"; expected a number from 0.1 to 1440/ },
    { value: 'ten', says: /wait-for-minutes: got "ten"/ },
  ],
  'dry-run': [{ value: 'maybe', says: /dry-run: got "maybe"; expected true or false/ }],
  cooldown: [
    { value: 'soon', says: /cooldown: got "soon"/ },
    { value: '48h', says: /cooldown: got "48h"/ },
  ],
  list: [{ value: 'all', says: /list: got "all"; expected true or false/ }],
  preflight: [{ value: 'on', says: /preflight: got "on"; expected true or false/ }],
  restore: [{ value: 'all', says: /restore: got "all"; expected one of task-definition, service-revision/ }],
  'allow-migrations': [{ value: 'ok', says: /allow-migrations: got "ok"; expected true or false/ }],
  'codedeploy-application': [
    {
      value: 'my shop',
      says: /codedeploy-application: got "my shop"; expected the name of an application of AWS CodeDeploy/,
    },
  ],
  'codedeploy-deployment-group': [
    {
      value: 'x'.repeat(101),
      says: /codedeploy-deployment-group: got "x+.*; expected the name of a deployment group of AWS CodeDeploy/,
    },
  ],
  'verify-url': [
    { value: 'api.example.com/health', says: /verify-url: is not a URL of http or https/ },
    { value: 'tcp://db.internal:5432', says: /verify-url: .* for other protocols add a step of health-verify/ },
    { value: 'https://user:hush%@a.test/', says: /verify-url: is not a URL of http or https/ },
  ],
  'verify-version-from': [
    {
      value: 'sha',
      and: { 'verify-url': 'https://a.test/' },
      says: /verify-version-from: got "sha"; expected json:\$\.path, header:name/,
    },
    { value: 'json:$.sha', says: /verify-version-from: is for the answers of verify-url; give that too/ },
  ],
  'verify-expect-json': [
    { value: '$.a', and: { 'verify-url': 'https://a.test/' }, says: /verify-expect-json: has the line .*no operator/ },
    { value: '$.a == 1', says: /verify-expect-json: is for the answers of verify-url; give that too/ },
  ],
  'verify-timeout': [
    { value: 'soon', says: /verify-timeout: got "soon"; expected a duration/ },
    { value: '3s', says: /verify-timeout: .*at least/ },
    { value: '9h', says: /verify-timeout: .*at most/ },
  ],
  'aws-region': [{ value: 'Ireland', says: /aws-region: got "Ireland"; expected a region/ }],
  'role-to-assume': [{ value: 'deploy', says: /role-to-assume: got "deploy"; expected the ARN of an IAM role/ }],
  'role-session-name': [{ value: 'my session', says: /role-session-name: got/ }],
  'role-duration-seconds': [
    { value: '60', says: /role-duration-seconds: got "60"; expected a whole number from 900 to 43200/ },
  ],
  audience: 'any text is right: it is what the trust policy of the role names',
};
