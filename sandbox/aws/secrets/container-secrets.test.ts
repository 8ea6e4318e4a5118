import { beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '#sandbox/testing/fake-clock';
import { createSecretsManager } from '../secretsmanager/secrets-manager.ts';
import type { JsonObject, Operation } from '../service.ts';
import { createSsm } from '../ssm/ssm.ts';
import { createContainerSecrets } from './container-secrets.ts';
import type { ContainerSecrets } from './container-secrets.ts';

const place = { clock: new FakeClock(), account: '123456789012', region: 'us-east-1' };
let source: ContainerSecrets;
let arn: string;
let firstVersion: string;
let call: (operation: string, input: JsonObject) => Promise<JsonObject>;

beforeEach(async () => {
  const manager = createSecretsManager({ ...place, random: () => 0 });
  const ssm = createSsm(place);
  source = createContainerSecrets({ secrets: manager.store, parameters: ssm.store });
  const operations: Readonly<Record<string, Operation>> = { ...manager.service.operations, ...ssm.service.operations };
  call = async (operation, input) => {
    const run = operations[operation];
    if (!run) throw new Error(`no operation ${operation}`);
    return run(input, { requestId: 'r', accessKeyId: 'AKIAEXAMPLE' });
  };
  const SecretString = JSON.stringify({ user: 'app', port: 5432 });
  const created = await call('CreateSecret', { Name: 'db', SecretString });
  arn = textOf(created, 'ARN');
  firstVersion = textOf(created, 'VersionId');
  await call('PutSecretValue', { SecretId: 'db', SecretString: '{"user":"next"}' });
  await call('PutParameter', { Name: '/app/key', Value: 's3cret', Type: 'SecureString' });
});

function textOf(answer: JsonObject, member: string): string {
  const value = answer[member];
  if (typeof value !== 'string') throw new Error(`no ${member} in the answer`);
  return value;
}

describe('valueFrom', () => {
  it('names a secret, one key of its JSON, and a version by label or id', () => {
    expect(arn).toBe('arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AAAAAA');
    const values = [arn, `${arn}:user::`, `${arn}:user:AWSPREVIOUS:`, `${arn}:port::${firstVersion}`].map((valueFrom) =>
      source.read(valueFrom),
    );
    expect(values).toEqual(['{"user":"next"}', 'next', 'app', '5432'].map((value) => ({ found: true, value })));
  });

  it.each(['/app/key', 'arn:aws:ssm:us-east-1:123456789012:parameter/app/key'])(
    'names a parameter: %s',
    (valueFrom) => {
      expect(source.read(valueFrom)).toEqual({ found: true, value: 's3cret' });
    },
  );

  it.each([
    [':password::', 'no-such-key'],
    [':user:AWSPENDING:', 'not-found'],
    ['-more', 'not-found'],
  ])('%s is %s', (suffix, why) => {
    expect(source.read(`${arn}${suffix}`)).toEqual({ found: false, why });
  });

  it('may name a parameter that is not there', () => {
    expect(source.read('/app/absent')).toEqual({ found: false, why: 'not-found' });
  });

  it('finds no key in a secret that is no JSON', async () => {
    await call('PutSecretValue', { SecretId: 'db', SecretString: 'plain' });
    expect(source.read(`${arn}:user::`)).toEqual({ found: false, why: 'no-such-key' });
  });

  it('does not find a secret that is being deleted', async () => {
    await call('DeleteSecret', { SecretId: 'db' });
    expect(source.read(arn)).toEqual({ found: false, why: 'not-found' });
  });
});

describe('a denied reading', () => {
  it('is ordered by the name or the ARN of what is read, and withdrawn', () => {
    source.denied.add(arn).add('/app/key');
    expect(source.read(`${arn}:user::`)).toEqual({ found: false, why: 'access-denied' });
    expect(source.read('arn:aws:ssm:us-east-1:123456789012:parameter/app/key')).toEqual({
      found: false,
      why: 'access-denied',
    });
    source.denied.clear();
    expect(source.read(arn).found).toBe(true);
  });
});
