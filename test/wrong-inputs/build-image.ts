import type { WrongInputCases } from './cases.ts';

const SHA = '0123456789abcdef0123456789abcdef01234567';
const REGISTRY = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';

export const base: Readonly<Record<string, string>> = { repository: 'team/app', sha: SHA };

const BOOLEAN = [{ value: 'yes', says: /got "yes"; expected true or false/ }];

export const cases: WrongInputCases = {
  repository: [
    { value: '', says: /is required and was empty/ },
    { value: 'Team/App', says: /expected the name of an ECR repository/ },
    { value: 'team/app:latest', says: /without a tag/ },
    { value: `https://${REGISTRY}/team/app`, says: /expected the name of an ECR repository/ },
  ],
  registry: [
    { value: `https://${REGISTRY}`, says: /expected the host of an ECR registry/ },
    { value: REGISTRY, says: /give the registry once/, and: { repository: 'localhost:5000/team/app' } },
  ],
  context: [{ value: 'https://github.com/org/app.git', says: /expected a path in the checkout/ }],
  dockerfile: [{ value: 'https://example.com/Dockerfile', says: /expected a path in the checkout/ }],
  file: [
    { value: 'git@github.com:org/app.git', says: /expected a path in the checkout/ },
    { value: 'a/Dockerfile', says: /is another name for dockerfile/, and: { dockerfile: 'b/Dockerfile' } },
  ],
  target: [{ value: 'two words', says: /expected the name of a stage/ }],
  platforms: [{ value: 'linux/amd64, arm64', says: /got "arm64"; expected os\/arch/ }],
  'build-args': [
    { value: 'VERSION', says: /line 1 has no name before "="/ },
    { value: 'A=1\nA=2', says: /line 2 names A a second time/ },
    { value: '"A=1', says: /line 1 has a quote that is never closed/ },
    { value: 'NPM_TOKEN=npm_Wq81jdHHs02', says: /NPM_TOKEN has the name of a credential.*secrets/ },
    { value: 'KEY_ID=AKIAIOSFODNN7EXAMPLE', says: /KEY_ID holds a value that has the form of a credential/ },
    { value: 'WHO=open sesame', says: /WHO holds the value of a secret/, and: { secrets: 'word=open sesame' } },
  ],
  secrets: [
    { value: 'hunter2-hunter2', says: /line 1 has no name before "="/ },
    { value: 'a/b=1', says: /has an id with other characters/ },
  ],
  labels: [{ value: 'maintainer', says: /line 1 has no name before "="/ }],
  sha: [
    { value: '0123456', says: /expected a full commit SHA/ },
    { value: 'main', says: /expected a full commit SHA/ },
  ],
  tags: [
    { value: 'latest', says: /latest looks like a tag that moves.*allow-mutable-tags/ },
    { value: 'v1.2.3, v1', says: /v1 looks like a tag that moves/ },
    { value: 'team/app:v1.2.3', says: /expected a tag alone/ },
  ],
  'allow-mutable-tags': BOOLEAN,
  push: [{ value: 'maybe', says: /got "maybe"; expected auto, true or false/ }],
  reuse: [{ value: 'tree', says: /expected one of commit, none/ }],
  cache: [{ value: 'gha', says: /expected one of registry, none/ }],
  provenance: BOOLEAN,
  sbom: BOOLEAN,
  'aws-region': [
    { value: 'Ireland', says: /expected a region such as eu-west-1/ },
    { value: 'us-east-1', says: /is in eu-west-1; give one of them/, and: { registry: REGISTRY } },
  ],
  'role-to-assume': [{ value: 'build', says: /expected the ARN of an IAM role/ }],
  'role-session-name': [{ value: 'a b', says: /expected 2 to 64 letters/ }],
  'role-duration-seconds': [{ value: '60', says: /expected a whole number from 900 to 43200/ }],
  audience: 'any text is right: it must be what the role trusts, which only AWS knows',
};
