import { expect, it } from '@jest/globals';
import { checkContainerPorts } from './container-ports.ts';
import { told } from './testing/fake-preflight.ts';
import { subject, type SubjectOptions } from './testing/subjects.ts';

const web = (...portMappings: readonly object[]) => [{ name: 'web', portMappings: [...portMappings] }];
const balanced = { service: { loadBalancers: [{ targetGroupArn: 'x', containerName: 'web', containerPort: 8080 }] } };
const connected = (portName: string, enabled = true): NonNullable<SubjectOptions['service']> => ({
  deployments: [{ status: 'PRIMARY', serviceConnectConfiguration: { enabled, services: [{ portName }] } }],
});

it.each<[string, SubjectOptions, readonly unknown[]]>([
  ['no load balancer', {}, []],
  ['the right port', { ...balanced, containers: web({ containerPort: 80 }, { containerPort: 8080 }) }, []],
  ['a range with the port', { ...balanced, containers: web({ containerPortRange: '8000-8100' }) }, []],
  [
    'a range without',
    { ...balanced, containers: web({ containerPortRange: '9000-9100' }) },
    [expect.stringMatching(/port 8080 of container web, which publishes 9000-9100\./)],
  ],
  [
    'another port',
    { ...balanced, containers: web({ containerPort: 80 }) },
    ['error: The load balancer of the service speaks to port 8080 of container web, which publishes 80.'],
  ],
  ['no port', { ...balanced, containers: web() }, [expect.stringMatching(/which publishes no port\./)]],
  [
    'another container',
    { ...balanced, containers: [{ name: 'app' }] },
    [expect.stringMatching(/speaks to container web, which the task definition has not; it has app\./)],
  ],
  [
    'a service registry',
    { service: { serviceRegistries: [{ containerName: 'web', containerPort: 53 }] }, containers: web() },
    [expect.stringMatching(/^error: The service registry of the service speaks to port 53/)],
  ],
  ['a service registry of addresses only', { service: { serviceRegistries: [{ registryArn: 'x' }] } }, []],
  ['a named port', { service: connected('http'), containers: web({ containerPort: 80, name: 'http' }) }, []],
  [
    'another name',
    { service: connected('http'), containers: web({ containerPort: 80 }) },
    [expect.stringMatching(/the port named http, which no port mapping has/)],
  ],
  ['another name that nobody asks for', { service: connected('http', false) }, []],
])('%s', (_, options, expected) => {
  expect(told(checkContainerPorts(subject(options)))).toEqual(expected);
});
