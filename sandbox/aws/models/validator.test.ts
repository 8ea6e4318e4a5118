import { describe, expect, it } from '@jest/globals';
import { AwsError } from '../service.ts';
import type { JsonObject } from '../service.ts';
import type { ModelledCall } from '../validator.ts';
import { expression } from './constraints.ts';
import { knownGaps } from './known-gaps.ts';
import { loadModel, modelFiles } from './model.ts';
import { ownWords } from './own-words.ts';
import { createValidator } from './validator.ts';

const validator = createValidator();
const ecs = (operation: string): ModelledCall => ({ service: 'ECS', operation, kind: 'json' });
const elb = (operation: string): ModelledCall => ({ service: 'ELASTIC_LOAD_BALANCING_V2', operation, kind: 'query' });

function refused(call: ModelledCall, input: JsonObject): string {
  try {
    validator.checkInput(call, input);
  } catch (error) {
    if (error instanceof AwsError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'accepted';
}

const task = (container: JsonObject): JsonObject => ({ family: 'app', containerDefinitions: [container] });

describe('requests of JSON services', () => {
  it.each<{ name: string; operation: string; input: JsonObject; answer: string }>([
    {
      name: 'a right request',
      operation: 'RegisterTaskDefinition',
      input: task({ name: 'app', cpu: 1 }),
      answer: 'accepted',
    },
    { name: 'null for absent', operation: 'ListClusters', input: { maxResults: null }, answer: 'accepted' },
    {
      name: 'a text for a number',
      operation: 'UpdateService',
      input: { service: 'web', desiredCount: '2' },
      answer: 'SerializationException: STRING_VALUE cannot be converted to Integer',
    },
    {
      name: 'a number for a text',
      operation: 'RegisterTaskDefinition',
      input: { ...task({ name: 'app' }), cpu: 256 },
      answer: 'SerializationException: NUMBER_VALUE cannot be converted to String',
    },
    {
      name: 'a fraction for a number',
      operation: 'UpdateService',
      input: { service: 'web', desiredCount: 1.5 },
      answer: 'SerializationException: DECIMAL_VALUE cannot be converted to Integer',
    },
    {
      name: 'a text for a list',
      operation: 'DescribeServices',
      input: { services: 'web' },
      answer: 'SerializationException: Expected list or null',
    },
    {
      name: 'a list for a structure',
      operation: 'UpdateService',
      input: { service: 'web', deploymentConfiguration: [] },
      answer: 'SerializationException: Start of list found where not expected',
    },
    {
      name: 'a structure for a text',
      operation: 'UpdateService',
      input: { service: {} },
      answer: 'SerializationException: Start of structure or map found where not expected.',
    },
    {
      name: 'a wrong enum',
      operation: 'UpdateService',
      input: { service: 'web', propagateTags: 'TASK' },
      answer:
        "InvalidParameterException: 1 validation error detected: Value 'TASK' at 'propagateTags' failed to satisfy constraint: Member must satisfy enum value set: [TASK_DEFINITION, SERVICE, NONE]",
    },
    {
      name: 'two things missing, deep inside',
      operation: 'RegisterTaskDefinition',
      input: task({ name: 'app', secrets: [{ name: 'a', valueFrom: 'b' }, {}] }),
      answer:
        "ClientException: 2 validation errors detected: Value null at 'containerDefinitions.1.member.secrets.2.member.name' failed to satisfy constraint: Member must not be null; Value null at 'containerDefinitions.1.member.secrets.2.member.valueFrom' failed to satisfy constraint: Member must not be null",
    },
    {
      name: 'a misspelt member',
      operation: 'RegisterTaskDefinition',
      input: task({ name: 'app', enviroment: [] }),
      answer:
        "ClientException: Unknown member 'containerDefinitions.1.member.enviroment': AWS ignores it, the sandbox refuses it. Did you mean 'environment'?",
    },
    {
      name: 'a member like no other',
      operation: 'ListClusters',
      input: { zzz: 1 },
      answer: "InvalidParameterException: Unknown member 'zzz': AWS ignores it, the sandbox refuses it.",
    },
    {
      name: 'an unreadable value before all else',
      operation: 'UpdateService',
      input: { other: 1, propagateTags: 'TASK', desiredCount: true },
      answer: 'SerializationException: TRUE_VALUE cannot be converted to Integer',
    },
  ])('$name', ({ operation, input, answer }) => {
    expect(refused(ecs(operation), input)).toBe(answer);
  });

  it.each<{ service: string; operation: string; input: JsonObject; answer: string }>([
    {
      service: 'ECR',
      operation: 'CreateRepository',
      input: { repositoryName: 'App' },
      answer: String.raw`InvalidParameterException: Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must satisfy regular expression '[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*''`,
    },
    {
      service: 'CLOUDWATCH_LOGS',
      operation: 'CreateLogGroup',
      input: { logGroupName: 'a b' },
      answer: String.raw`InvalidParameterException: 1 validation error detected: Value 'a b' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\.\-_/#A-Za-z0-9]+`,
    },
    {
      service: 'SECRETS_MANAGER',
      operation: 'CreateSecret',
      input: { Name: 'a', SecretString: '' },
      answer:
        "ValidationException: 1 validation error detected: Value at 'secretString' failed to satisfy constraint: Member must have length greater than or equal to 1",
    },
    {
      service: 'APPLICATION_AUTO_SCALING',
      operation: 'DescribeScalableTargets',
      input: { ServiceNamespace: 'ecs ' },
      answer: expect.stringContaining('enum value set: [ecs, ') as unknown as string,
    },
  ])('$service names it in its own way', ({ service, operation, input, answer }) => {
    expect(refused({ service, operation, kind: 'json' }, input)).toEqual(answer);
  });
});

describe('requests of Query services', () => {
  it.each<{ name: string; operation: string; input: JsonObject; answer: string }>([
    {
      name: 'everything is text',
      operation: 'CreateTargetGroup',
      input: { Name: 'web', Port: '80', HealthCheckEnabled: 'true', Tags: '' },
      answer: 'accepted',
    },
    {
      name: 'no number',
      operation: 'CreateTargetGroup',
      input: { Name: 'web', Port: 'http' },
      answer: "MalformedInput: Value at 'port': 'http' is no integer",
    },
    {
      name: 'a number too large',
      operation: 'CreateTargetGroup',
      input: { Name: 'web', Port: '65536' },
      answer:
        "ValidationError: 1 validation error detected: Value '65536' at 'port' failed to satisfy constraint: Member must have value less than or equal to 65535",
    },
    {
      name: 'the port zero, for any free one',
      operation: 'CreateListener',
      input: { LoadBalancerArn: 'arn', Port: '0', DefaultActions: [{ Type: 'forward', TargetGroupArn: 'arn' }] },
      answer: 'accepted',
    },
    {
      name: 'something missing',
      operation: 'CreateTargetGroup',
      input: {},
      answer:
        "ValidationError: 1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null",
    },
    {
      name: 'a map, which the sandbox does not read',
      operation: 'CreateListener',
      input: {
        LoadBalancerArn: 'arn',
        DefaultActions: [
          {
            Type: 'authenticate-cognito',
            AuthenticateCognitoConfig: {
              UserPoolArn: 'arn',
              UserPoolClientId: 'id',
              UserPoolDomain: 'domain',
              AuthenticationRequestExtraParams: { entry: { 1: { key: 'a', value: 'b' } } },
            },
          },
        ],
      },
      answer:
        "MalformedInput: Value at 'defaultActions.1.member.authenticateCognitoConfig.authenticationRequestExtraParams': the sandbox does not read maps from a form",
    },
    {
      name: 'an unknown member',
      operation: 'CreateTargetGroup',
      input: { Name: 'web', HealthcheckPaths: '/' },
      answer:
        "ValidationError: Unknown member 'healthcheckPaths': AWS ignores it, the sandbox refuses it. Did you mean 'HealthCheckPath'?",
    },
  ])('$name', ({ operation, input, answer }) => {
    expect(refused(elb(operation), input)).toBe(answer);
  });
});

it('ignores unknown members as AWS does, when told to', () => {
  const lenient = createValidator({ unknownMembers: 'ignore' });
  expect(() => lenient.checkInput(ecs('ListClusters'), { zzz: 1 })).not.toThrow();
});

describe('answers', () => {
  const deployment = (more: JsonObject): JsonObject => ({ serviceDeployments: [{ ...more }] });

  it.each<{ name: string; output: JsonObject; violations: readonly string[] }>([
    { name: 'a right answer', output: deployment({ status: 'SUCCESSFUL', createdAt: 1.5 }), violations: [] },
    { name: 'nothing where nothing is required', output: { failures: undefined }, violations: [] },
    {
      name: 'an unknown member',
      output: deployment({ state: 'x' }),
      violations: ['serviceDeployments[0].state is not in the model'],
    },
    {
      name: 'a date as text',
      output: deployment({ createdAt: '2026-01-01' }),
      violations: ['serviceDeployments[0].createdAt is "2026-01-01", not a timestamp'],
    },
    {
      name: 'null',
      output: { serviceDeployments: null },
      violations: ['serviceDeployments is null, not a list'],
    },
    {
      name: 'a wrong enum, deep inside',
      output: deployment({ lifecycleStage: 'BREAK' }),
      violations: [
        expect.stringMatching(
          /^serviceDeployments\[0\]\.lifecycleStage is 'BREAK', not one of RECONCILE/,
        ) as unknown as string,
      ],
    },
    {
      name: 'a stage that the enum forgot',
      output: deployment({ lifecycleStage: 'PRE_PRODUCTION_TRAFFIC_SHIFT' }),
      violations: [],
    },
    {
      name: 'a required member left out',
      output: deployment({ alarms: {}, deploymentConfiguration: { alarms: { alarmNames: [], enable: true } } }),
      violations: ['serviceDeployments[0].deploymentConfiguration.alarms.rollback is missing'],
    },
  ])('$name', ({ output, violations }) => {
    expect(validator.violations(ecs('DescribeServiceDeployments'), output)).toEqual(violations);
  });

  it('wants times of Query services as text', () => {
    const group = (CreatedTime: string | number): JsonObject => ({ LoadBalancers: [{ CreatedTime }] });
    expect(validator.violations(elb('DescribeLoadBalancers'), group('2026-01-01T00:00:00.000Z'))).toEqual([]);
    expect(validator.violations(elb('DescribeLoadBalancers'), group(5))).toHaveLength(1);
  });
});

describe('the models', () => {
  const models = Object.keys(modelFiles).map((service) => ({ service, model: loadModel(service) }));

  it('call the services as their endpoint variables do', () => {
    for (const { service, model } of models)
      expect(model.serviceId.toUpperCase().replaceAll(' ', '_').replace('ELASTIC_LOAD_BALANCING_V2', service)).toBe(
        service,
      );
  });

  it('hold only expressions that JavaScript can read', () => {
    const patterns = models.flatMap(({ model }) =>
      Object.values(model.shapes).flatMap((shape) => (shape.type === 'string' && shape.pattern ? [shape.pattern] : [])),
    );
    expect(patterns.length).toBeGreaterThan(100);
    for (const pattern of patterns) expect(() => expression(pattern)).not.toThrow();
  });

  it('still lack what the list of known gaps says', () => {
    for (const { service, shape, values } of knownGaps) {
      const found = loadModel(service).shapes[shape];
      if (found?.type !== 'string') throw new Error(`no ${shape}`);
      for (const value of values) expect(found.enum).not.toContain(value);
    }
  });

  it('require what the operations refuse in their own words', () => {
    for (const [service, operations] of Object.entries(ownWords)) {
      const model = loadModel(service);
      for (const [operation, members] of Object.entries(operations)) {
        const shape = model.shapes[model.operations[operation]?.input ?? ''];
        if (shape?.type !== 'structure') throw new Error(`no ${operation}`);
        expect(shape.required).toEqual(expect.arrayContaining([...members]));
      }
    }
  });
});
