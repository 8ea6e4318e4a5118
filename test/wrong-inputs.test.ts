import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runBundle } from './support/bundle.ts';
import { actionNames, readMetadata, root } from './support/project.ts';
import type { WrongInput, WrongInputCases } from './wrong-inputs/cases.ts';

interface CasesModule {
  readonly base: Readonly<Record<string, string>>;
  readonly cases: WrongInputCases;
}

const actions = await Promise.all(
  (await actionNames()).map(async (name) => {
    const module = (await import(join(root, 'test', 'wrong-inputs', `${name}.ts`))) as CasesModule;
    return { name, declared: Object.keys((await readMetadata(name)).inputs ?? {}), ...module };
  }),
);

/** A server in the place of everything an action could call. Nothing may have been asked before the inputs are right. */
let server: Server;
let asked: string[];

beforeAll(async () => {
  asked = [];
  server = createServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''} ${String(request.headers['x-amz-target'] ?? '')}`);
    response.writeHead(500).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

describe.each(actions)('$name', ({ name, declared, base, cases }) => {
  it('has a wrong value for every input', () => {
    expect(Object.keys(cases).sort()).toEqual([...declared].sort());
  });

  const table = Object.entries(cases).flatMap(([input, wrong]) =>
    typeof wrong === 'string' ? [] : wrong.map((one): [string, string, WrongInput] => [input, one.value, one]),
  );

  it.each(table)('refuses %s: %j', async (input, _, { value, says, and }) => {
    asked = [];
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const env = {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    };
    const inputs = { ...base, ...and, [input]: value };
    const { exitCode, lines, summary, outputs, report } = await runBundle(name, { inputs, env });
    const errors = lines.filter((line) => line.startsWith('::error'));
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain(input);
    expect(errors[0]).toMatch(says);
    expect(exitCode).toBe(1);
    expect(summary).toContain(input);
    expect(outputs['outcome'] ?? outputs['result']).toBe('failed');
    expect(report['reason']).toMatch(says);
    expect(asked).toEqual([]);
  });
});
