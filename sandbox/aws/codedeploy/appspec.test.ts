import { describe, expect, it } from '@jest/globals';
import { parseAppSpec } from './appspec.ts';
import { appSpec } from './testing/harness.ts';

const documented = `
version: 0.0
Resources:
  - TargetService:
      Type: AWS::ECS::Service
      Properties:
        TaskDefinition: "arn:aws:ecs:us-east-1:111222333444:task-definition/my-task-definition-family-name:1"
        LoadBalancerInfo:
          ContainerName: "SampleApplicationName"
          ContainerPort: 80
        PlatformVersion: "LATEST"
        CapacityProviderStrategy:
          - Base: 1
            CapacityProvider: "FARGATE_SPOT"
            Weight: 2
        NetworkConfiguration:
          AwsvpcConfiguration:
            Subnets: ["subnet-1234abcd","subnet-5678abcd"]
            SecurityGroups: ["sg-12345678"]
            AssignPublicIp: "ENABLED"
Hooks:
  - BeforeInstall: "LambdaFunctionToValidateBeforeInstall"
  - AfterAllowTraffic: "LambdaFunctionToValidateAfterTrafficShift"
`;

describe('parseAppSpec', () => {
  it('reads YAML as the user guide writes it', () => {
    expect(parseAppSpec(documented)).toEqual({
      taskDefinition: 'arn:aws:ecs:us-east-1:111222333444:task-definition/my-task-definition-family-name:1',
      containerName: 'SampleApplicationName',
      containerPort: 80,
      platformVersion: 'LATEST',
      capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', base: 1, weight: 2 }],
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets: ['subnet-1234abcd', 'subnet-5678abcd'],
          securityGroups: ['sg-12345678'],
          assignPublicIp: 'ENABLED',
        },
      },
      hooks: new Map([
        ['BeforeInstall', 'LambdaFunctionToValidateBeforeInstall'],
        ['AfterAllowTraffic', 'LambdaFunctionToValidateAfterTrafficShift'],
      ]),
    });
  });

  it('reads JSON, with names in any case', () => {
    const expected = { taskDefinition: 'app', containerName: 'app', containerPort: 8080, hooks: new Map() };
    expect(parseAppSpec(appSpec())).toEqual(expected);
    const lower = appSpec().replace('Resources', 'resources').replace('TaskDefinition', 'taskDefinition');
    expect(parseAppSpec(lower)).toEqual(expected);
  });

  it.each([
    ['what is no YAML', '{', /can not be parsed/],
    ['a text', 'hello', /must be an object/],
    ['another version', appSpec({ version: 1 }), /version 0\.0/],
    ['no resource', appSpec({ Resources: [] }), /exactly one resource/],
    ['two resources', appSpec({ Resources: [{ a: {} }, { b: {} }] }), /exactly one resource/],
    ['a Lambda function', appSpec({ Resources: [{ a: { Type: 'AWS::Lambda::Function' } }] }), /AWS::ECS::Service/],
    ['no task definition', appSpec({}, { TaskDefinition: '' }), /TaskDefinition is missing/],
    ['no container port', appSpec({}, { LoadBalancerInfo: { ContainerName: 'app' } }), /ContainerPort is missing/],
    ['a hook of other platforms', appSpec({ Hooks: [{ ApplicationStart: 'f' }] }), /no hook ApplicationStart/],
  ])('refuses %s', (_, content, message) => {
    expect(() => parseAppSpec(content)).toThrow(message);
  });
});
