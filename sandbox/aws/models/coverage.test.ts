import { expect, it } from '@jest/globals';
import { startSandbox } from '#sandbox/sandbox';
import type { AwsService } from '../service.ts';
import { coverage, coverageTable } from './coverage.ts';
import { modelFiles } from './model.ts';

function service(name: string, operations: readonly string[]): AwsService {
  return {
    name,
    protocol: { kind: 'json', targetPrefix: name },
    operations: Object.fromEntries(operations.map((operation) => [operation, () => ({})])),
  };
}

it('tells what is answered and what is not', () => {
  const ssm = service('SSM', ['GetParameter', 'AddTagsToResource']);
  expect(coverage([ssm])).toMatchObject([
    { service: 'SSM', answered: ['AddTagsToResource', 'GetParameter'], beyond: 141 },
  ]);
  expect(coverage([ssm])[0]?.unanswered).toContain('PutParameter');
  expect(coverageTable([ssm])).toMatch(/\| SSM \| 2 of 154 \| AddTagsToResource, GetParameter \| .*, 141 more \|$/);
});

it('refuses an operation that no model describes', () => {
  expect(() => coverage([service('SSM', ['GetParametre'])])).toThrow('the model of SSM has no GetParametre');
});

it('covers every operation that the sandbox answers', async () => {
  const sandbox = await startSandbox({ engine: 'none', env: process.env, log: () => undefined });
  try {
    const names = sandbox.services.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['ECS', 'ECR', 'ELASTIC_LOAD_BALANCING_V2', 'STS']));
    expect(Object.keys(modelFiles)).toEqual(expect.arrayContaining(names));
    for (const { answered } of coverage(sandbox.services)) expect(answered).not.toEqual([]);
  } finally {
    await sandbox.close();
  }
});
