import type { WrongInputCases } from './cases.ts';

export const base: Readonly<Record<string, string>> = { service: 'web', image: 'web:2' };

const boolean = /expected true or false/;

export const cases: WrongInputCases = {
  cluster: [
    { value: 'my cluster', says: /cluster: got "my cluster"; expected the name or ARN of a cluster/ },
    { value: 'arn:aws:ecs:eu-west-1:111122223333:service/web', says: /cluster: got/ },
  ],
  service: [
    { value: '', says: /service: is required and was empty/ },
    { value: ',', says: /service: got ","; expected the name or ARN of one service/ },
    { value: 'my web', says: /service: got "my web"; expected the name or ARN of one service/ },
    { value: 'api, my web', says: /service: got "my web"; expected the name or ARN of one service/ },
    { value: 'web\napi\nweb', says: /service: names web 2 times; give each service once/ },
    {
      value: 'web, arn:aws:ecs:eu-west-1:111122223333:service/default/web',
      says: /service: names web 2 times/,
    },
    { value: 'arn:aws:ecs:eu-west-1:111122223333:cluster/web', says: /service: got/ },
  ],
  'task-definition': [
    {
      value: 'task.js',
      says: /task-definition: got "task.js"; expected a JSON, JSONC or YAML file; programs are not executed/,
    },
    { value: '../task.json', says: /task-definition: "..\/task.json" is outside the workspace/ },
    { value: 'no-such-file.json', says: /task-definition: the file cannot be read/ },
  ],
  'task-definition-arn': [
    { value: 'web', says: /task-definition-arn: got "web"; expected the ARN of a revision, or family:revision/ },
    {
      value: 'web:7',
      and: { 'task-definition': 'task.json' },
      says: /task-definition-arn: cannot be used together with task-definition/,
    },
  ],
  'task-definition-family': [
    { value: 'web:7', says: /task-definition-family: got "web:7"; expected the name of a family/ },
    {
      value: 'web',
      and: { 'task-definition-arn': 'web:7' },
      says: /task-definition-family: cannot be used together with task-definition-arn/,
    },
  ],
  'container-name': 'any text is right: which containers there are is known from the task definition only',
  image: [
    { value: 'web 2', says: /image: got "web 2"; expected an image/ },
    { value: 'web@sha256:abc', says: /image: got/ },
    { value: '', says: /image: is empty and nothing else is asked for/ },
  ],
  images: [
    { value: 'web', says: /images: has a line without a name/ },
    { value: 'web=', says: /images: got "" for web; expected an image/ },
    { value: 'web=a\nweb=b', says: /images: names "web" twice/ },
  ],
  'environment-variables': [{ value: '=value', says: /environment-variables: has a line without a name/ }],
  'remove-environment-variables': [
    {
      value: 'LEVEL',
      and: { 'environment-variables': 'LEVEL=debug' },
      says: /remove-environment-variables: names LEVEL, which environment-variables sets/,
    },
  ],
  secrets: [
    { value: 'TOKEN=', says: /secrets: got no reference for TOKEN/ },
    { value: 'TOKEN', says: /secrets: has a line without a name/ },
    {
      value: 'TOKEN=arn:aws:ssm:eu-west-1:111122223333:parameter/token',
      and: { 'environment-variables': 'TOKEN=abc' },
      says: /secrets: names TOKEN, which environment-variables sets too/,
    },
  ],
  cpu: [{ value: 'much', says: /cpu: got "much"; expected CPU units/ }],
  memory: [{ value: '512 kg', says: /memory: got "512 kg"; expected MiB/ }],
  command: [{ value: 'sh -c "exit', says: /command: got .* expected words as in a shell, with every quote closed/ }],
  'docker-labels': [{ value: 'label', says: /docker-labels: has a line without a name/ }],
  'log-driver': [{ value: 'aws logs', says: /log-driver: got "aws logs"; expected the name of a log driver/ }],
  'log-options': [{ value: 'awslogs-group', says: /log-options: has a line without a name/ }],
  'log-configuration-log-driver': [
    {
      value: 'awslogs',
      and: { 'log-driver': 'awslogs' },
      says: /log-configuration-log-driver: is another name for log-driver/,
    },
  ],
  'log-configuration-options': [{ value: '=x', says: /log-configuration-options: has a line without a name/ }],
  'env-files': [{ value: 'prod.env', says: /env-files: got "prod.env"; expected the ARN of an object in S3/ }],
  'execution-role-arn': [{ value: 'role', says: /execution-role-arn: got "role"; expected the ARN of an IAM role/ }],
  'task-role-arn': [{ value: 'role', says: /task-role-arn: got "role"; expected the ARN of an IAM role/ }],
  architecture: [{ value: 'amd64', says: /architecture: got "amd64"; expected X86_64 or ARM64/ }],
  strategy: [{ value: 'bluegreen', says: /strategy: got "bluegreen"; expected one of rolling, blue-green, canary/ }],
  'canary-percent': [
    { value: '0', says: /canary-percent: got "0"; expected a percent from 0.1 to 100/ },
    { value: '5.25', says: /canary-percent: got "5.25"; expected .* one decimal at most/ },
    { value: '5,25,50', says: /canary-percent: names 3 steps.* strategy: linear with step-percent: 25/ },
    {
      value: '10',
      and: { strategy: 'linear' },
      says: /canary-percent: belongs to strategy canary, not to linear/,
    },
  ],
  'step-percent': [
    { value: '2', says: /step-percent: got "2"; expected a percent from 3 to 100/ },
    { value: '20', and: { 'canary-percent': '5' }, says: /step-percent: cannot be used together with canary-percent/ },
  ],
  'step-bake-time': [
    { value: '90s', says: /step-bake-time: got "90s"; expected whole minutes such as 5m/ },
    {
      value: '5m',
      and: { strategy: 'blue-green' },
      says: /step-bake-time: belongs to strategy canary or linear, not to blue-green/,
    },
  ],
  'early-success-percent': [
    { value: '101', says: /early-success-percent: got "101"; expected/ },
    {
      value: '100',
      and: { strategy: 'linear' },
      says: /early-success-percent: belongs to strategy rolling, not to linear/,
    },
  ],
  'bake-time': [
    { value: '2000m', says: /bake-time: got "2000m"; expected whole minutes such as 5m, from 0 to 1440m/ },
    {
      value: '5m',
      and: { strategy: 'rolling' },
      says: /bake-time: belongs to strategy blue-green or canary or linear/,
    },
  ],
  'codedeploy-appspec': [
    { value: 'appspec.js', says: /codedeploy-appspec: got "appspec.js"; expected a JSON or YAML file/ },
    { value: '../appspec.yaml', says: /codedeploy-appspec: "..\/appspec.yaml" is outside the workspace/ },
    { value: 'no-such-file.yaml', says: /codedeploy-appspec: the file cannot be read/ },
  ],
  'codedeploy-application': [
    { value: 'my app', says: /codedeploy-application: got "my app"; expected the name of an application/ },
  ],
  'codedeploy-deployment-group': [
    { value: 'a/b', says: /codedeploy-deployment-group: got "a\/b"; expected the name of a deployment group/ },
  ],
  'codedeploy-deployment-description': 'any text is right: a longer one than CodeDeploy shows is shortened',
  'codedeploy-deployment-config': [
    {
      value: 'a'.repeat(101),
      says: /codedeploy-deployment-config: got "a+\.\.\."; expected the name of a deployment config/,
    },
  ],
  'codedeploy-end-termination-wait': [{ value: 'yes', says: boolean }],
  'allow-unknown': [{ value: 'maybe', says: boolean }],
  'desired-count': [
    { value: '-1', says: /desired-count: got "-1"; expected a whole number from 0/ },
    { value: '1.5', says: /desired-count: got/ },
  ],
  'force-new-deployment': [{ value: 'yes', says: boolean }],
  'run-before': [
    { value: 'sh -c "exit', says: /run-before: got .* expected words as in a shell, with every quote closed/ },
  ],
  'run-before-container': 'any text is right: which containers there are is known from the task definition only',
  'run-before-timeout': [
    { value: 'soon', says: /run-before-timeout: got "soon"; expected a duration such as 90s, 5m or 1h/ },
    { value: '25h', says: /run-before-timeout: got "25h"; .*at most 24h/ },
  ],
  'wait-for': [{ value: 'ready', says: /wait-for: got "ready"; expected one of deployed, healthy, stable, none/ }],
  'wait-for-minutes': [
    { value: '0', says: /wait-for-minutes: got "0"; expected a number from 0.1 to 1440/ },
    { value: '15m', says: /wait-for-minutes: got "15m"/ },
  ],
  'fail-fast': [{ value: '1', says: boolean }],
  'failed-task-limit': [{ value: '0', says: /failed-task-limit: got "0"; expected a whole number from 1/ }],
  'answer-pause': [{ value: 'go', says: /answer-pause: got "go"; expected continue or rollback/ }],
  'on-failure': [{ value: 'ignore', says: /on-failure: got "ignore"; expected one of rollback, leave/ }],
  'on-cancel': [{ value: 'stop', says: /on-cancel: got "stop"; expected one of leave, rollback/ }],
  'dry-run': [{ value: 'on', says: boolean }],
  preflight: [{ value: 'off', says: boolean }],
  migrations: [{ value: 'some', says: /migrations: got "some"; expected true or false/ }],
  environment: 'any text is right: what AWS does not take in a tag is replaced',
  token: [{ value: 'ghs_x', says: /token: is for the GitHub deployment of an environment; give environment too/ }],
  sha: [{ value: 'abc1234', says: /sha: got "abc1234"; expected a full commit SHA/ }],
  'aws-region': [{ value: 'Ireland', says: /aws-region: got "Ireland"; expected a region/ }],
  'role-to-assume': [{ value: 'deploy', says: /role-to-assume: got "deploy"; expected the ARN of an IAM role/ }],
  'role-session-name': [{ value: 'my session', says: /role-session-name: got/ }],
  'role-duration-seconds': [
    { value: '60', says: /role-duration-seconds: got "60"; expected a whole number from 900 to 43200/ },
  ],
  audience: 'any text is right: it is what the trust policy of the role names',
};
