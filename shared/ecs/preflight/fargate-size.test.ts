import { expect, it } from '@jest/globals';
import { checkFargateSize } from './fargate-size.ts';
import { told } from './testing/fake-preflight.ts';
import { subject } from './testing/subjects.ts';

it.each<[cpu: string | undefined, memory: string | undefined, readonly unknown[]]>([
  ['256', '512', []],
  ['.25 vCPU', '0.5 GB', []],
  ['1vcpu', '2gb', []],
  ['4096', '30720', []],
  ['16384', '122880', []],
  ['256', '4096', ['error: Fargate has no tasks of 256 CPU units with 4096 MiB.']],
  ['8192', '17408', [expect.stringMatching(/8192 CPU units with 17408 MiB/)]],
  ['300', '512', ['error: Fargate has no tasks of 300 CPU units.']],
  ['32768', '65536', [expect.stringMatching(/^note: /)]],
  [undefined, '512', [expect.stringMatching(/no usable cpu\./)]],
  ['256', 'much', [expect.stringMatching(/no usable memory\./)]],
  [undefined, undefined, [expect.stringMatching(/no usable cpu and no memory\./)]],
])('%s with %s', (cpu, memory, expected) => {
  expect(told(checkFargateSize(subject({ task: { cpu, memory } })))).toEqual(expected);
});

it('names the sizes to choose from', () => {
  expect(checkFargateSize(subject({ task: { cpu: '1024', memory: '512' } }))).toMatchObject([
    { fix: 'With cpu 1024, choose memory from 2048 to 8192 in steps of 1024.' },
  ]);
});

it('is of no concern on instances', () => {
  expect(
    checkFargateSize(subject({ task: { cpu: undefined, memory: '300' }, service: { launchType: 'EC2' } })),
  ).toEqual([]);
});
