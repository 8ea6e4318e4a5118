import { describe, expect, it } from '@jest/globals';
import { readInputs } from '#shared/action/inputs';
import { fakeContext } from '#shared/testing/fake-context';
import { readServiceRef, readServiceRefs, serviceLabels } from './service-inputs.ts';

const arn = (cluster: string, service: string): string =>
  `arn:aws:ecs:eu-west-1:111122223333:service/${cluster}/${service}`;
const source = (service: string, cluster = '') =>
  fakeContext({ env: { INPUT_SERVICE: service, INPUT_CLUSTER: cluster } });
const read = (service: string, cluster?: string) => readInputs(source(service, cluster), readServiceRefs);

describe('readServiceRefs', () => {
  it('takes services by lines and commas, in their order', () => {
    expect(read('web\n api , jobs\n\n', 'prod')).toEqual([
      { cluster: 'prod', service: 'web' },
      { cluster: 'prod', service: 'api' },
      { cluster: 'prod', service: 'jobs' },
    ]);
  });

  it('takes the cluster of each from its ARN', () => {
    expect(read(`${arn('blue', 'web')}, ${arn('green', 'web')}, api`).map(({ cluster }) => cluster)).toEqual([
      'blue',
      'green',
      'default',
    ]);
  });

  it('reads one as where one is read', () => {
    for (const service of ['web', arn('blue', 'web')]) {
      expect(read(service)).toEqual([readInputs(source(service), readServiceRef)]);
    }
  });

  it.each([
    ['', 'Input service: is required and was empty; give the name or ARN of a service.'],
    ['web api', 'Input service: got "web api"; expected the name or ARN of one service.'],
    ['web,web,web', 'Input service: names web 3 times; give each service once.'],
    [`web, ${arn('prod', 'web')}`, 'Input service: names web 2 times; give each service once.'],
  ])('refuses %j', (service, message) => {
    expect(() => read(service, 'prod')).toThrow(message);
  });

  it('names every one that is wrong', () => {
    expect(() => read('a b, web, c d')).toThrow(/2 inputs cannot be used:\n.*"a b".*\n.*"c d"/);
  });
});

describe('serviceLabels', () => {
  it('are the names, with the cluster where two have one name', () => {
    const refs = read(`${arn('blue', 'web')}, ${arn('green', 'web')}, api`);
    expect(serviceLabels(refs)).toEqual(['blue/web', 'green/web', 'api']);
  });
});
