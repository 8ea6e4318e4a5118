import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '#sandbox/testing/fake-clock';
import { startAwsServer } from './server.ts';
import type { AwsServer } from './server.ts';
import { AwsError } from './service.ts';
import type { AwsService, Operation } from './service.ts';

const echo: Operation = (input, { accessKeyId, requestId }) => ({ input, accessKeyId, sawRequestId: requestId });
const operations: Readonly<Record<string, Operation>> = {
  Echo: echo,
  AssumeRoleWithWebIdentity: echo,
  Refuse: () => {
    throw new AwsError('ThingNotFound', 'No <thing> & no "other".', 404);
  },
  Break: () => Promise.reject(new Error('a defect')),
};
const json: AwsService = { name: 'THINGS', protocol: { kind: 'json', targetPrefix: 'Things_2026' }, operations };
const query: AwsService = {
  name: 'FORMS',
  protocol: { kind: 'query', version: '2026-01-01', xmlns: 'https://forms.example/' },
  operations,
};

const authorization =
  'AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20261101/us-east-1/things/aws4_request, SignedHeaders=host, Signature=00';

let server: AwsServer;
let faults: unknown[];

beforeEach(async () => {
  faults = [];
  server = await startAwsServer({
    services: [json, query],
    clock: new FakeClock({ start: 5000 }),
    maxBodyBytes: 1000,
    authenticator: {
      check: ({ sessionToken }) => (sessionToken === 'old' ? 'expired' : sessionToken === 'odd' ? 'invalid' : 'valid'),
    },
    onFault: (error) => faults.push(error),
  });
});

afterEach(() => server.close());

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly requestId: string | null;
}

async function post(body: string, headers: Readonly<Record<string, string>>): Promise<Answer> {
  const response = await fetch(server.url, { method: 'POST', body, headers });
  return { status: response.status, body: await response.text(), requestId: response.headers.get('x-amzn-requestid') };
}

const viaJson = (operation: string, body = '{}', headers: Readonly<Record<string, string>> = { authorization }) =>
  post(body, { 'x-amz-target': `Things_2026.${operation}`, 'content-type': 'application/x-amz-json-1.1', ...headers });

const viaQuery = (form: string, headers: Readonly<Record<string, string>> = { authorization }) =>
  post(form, { 'content-type': 'application/x-www-form-urlencoded', ...headers });

describe('AWS JSON 1.1', () => {
  it('finds the operation by its target', async () => {
    const { status, body, requestId } = await viaJson('Echo', '{"list":[1,{"a":null}]}');
    expect(status).toBe(200);
    expect(JSON.parse(body)).toEqual({
      input: { list: [1, { a: null }] },
      accessKeyId: 'AKIAEXAMPLE',
      sawRequestId: requestId,
    });
    expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each([
    { name: 'an error of the operation', operation: 'Refuse', status: 404, type: 'ThingNotFound' },
    { name: 'an operation nobody knows', operation: 'Nothing', status: 400, type: 'UnknownOperationException' },
    { name: 'a name of Object itself', operation: 'constructor', status: 400, type: 'UnknownOperationException' },
    { name: 'a body that is no JSON', operation: 'Echo', body: '{', status: 400, type: 'SerializationException' },
    { name: 'a body that is no object', operation: 'Echo', body: '[]', status: 400, type: 'SerializationException' },
    {
      name: 'a body that is too large',
      operation: 'Echo',
      body: ' '.repeat(1001),
      status: 413,
      type: 'RequestEntityTooLarge',
    },
    { name: 'no signature', operation: 'Echo', headers: {}, status: 400, type: 'MissingAuthenticationTokenException' },
    {
      name: 'an expired session',
      operation: 'Echo',
      headers: { authorization, 'x-amz-security-token': 'old' },
      status: 400,
      type: 'ExpiredTokenException',
    },
    {
      name: 'an unknown session',
      operation: 'Echo',
      headers: { authorization, 'x-amz-security-token': 'odd' },
      status: 400,
      type: 'UnrecognizedClientException',
    },
  ])('answers $type for $name', async ({ operation, body, headers, status, type }) => {
    const answer = await viaJson(operation, body, headers);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toEqual({ __type: type, message: expect.any(String) });
  });

  it('answers a defect with InternalFailure, and reports it', async () => {
    const { status, body } = await viaJson('Break');
    expect({ status, body: JSON.parse(body) as unknown }).toEqual({
      status: 500,
      body: { __type: 'InternalFailure', message: 'The sandbox failed: a defect' },
    });
    expect(faults).toEqual([new Error('a defect')]);
  });
});

describe('AWS Query', () => {
  it('finds the operation by Action and Version, and nests what the names say', async () => {
    const { body, requestId } = await viaQuery(
      'Action=Echo&Version=2026-01-01&Names.member.2=b&Names.member.1=a%26c&Tags.member.1.Key=k&Tags.member.1.Value=v&Empty=&Deep.Config.Port=80',
    );
    expect(body).toBe(
      '<EchoResponse xmlns="https://forms.example/"><EchoResult><input>' +
        '<Names><member>a&amp;c</member><member>b</member></Names>' +
        '<Tags><member><Key>k</Key><Value>v</Value></member></Tags>' +
        '<Empty></Empty><Deep><Config><Port>80</Port></Config></Deep></input>' +
        `<accessKeyId>AKIAEXAMPLE</accessKeyId><sawRequestId>${requestId ?? ''}</sawRequestId></EchoResult>` +
        `<ResponseMetadata><RequestId>${requestId ?? ''}</RequestId></ResponseMetadata></EchoResponse>`,
    );
  });

  it('answers errors as XML', async () => {
    const { status, body, requestId } = await viaQuery('Action=Refuse&Version=2026-01-01');
    expect(status).toBe(404);
    expect(body).toBe(
      '<ErrorResponse xmlns="https://forms.example/"><Error><Type>Sender</Type><Code>ThingNotFound</Code>' +
        '<Message>No &lt;thing&gt; &amp; no &quot;other&quot;.</Message></Error>' +
        `<RequestId>${requestId ?? ''}</RequestId></ErrorResponse>`,
    );
  });

  it.each([
    { name: 'an unknown action', form: 'Action=Nothing&Version=2026-01-01', status: 400, code: 'InvalidAction' },
    { name: 'an unknown version', form: 'Action=Echo&Version=1999-01-01', status: 400, code: 'InvalidAction' },
    { name: 'no action', form: '', status: 400, code: 'MissingAction' },
    {
      name: 'names nested without end',
      form: `Action=Echo&Version=2026-01-01&${'a.'.repeat(40)}a=1`,
      status: 400,
      code: 'MalformedQueryString',
    },
    {
      name: 'no signature',
      form: 'Action=Echo&Version=2026-01-01',
      headers: {},
      status: 403,
      code: 'MissingAuthenticationToken',
    },
    {
      name: 'an expired session',
      form: 'Action=Echo&Version=2026-01-01',
      headers: { authorization, 'x-amz-security-token': 'old' },
      status: 403,
      code: 'ExpiredToken',
    },
    { name: 'a defect', form: 'Action=Break&Version=2026-01-01', status: 500, code: 'InternalFailure' },
  ])('answers $code for $name', async ({ form, headers, status, code }) => {
    const answer = await viaQuery(form, headers);
    expect(answer.status).toBe(status);
    expect(answer.body).toContain(`<Code>${code}</Code>`);
  });

  it('takes a web identity unsigned', async () => {
    const { status } = await viaQuery('Action=AssumeRoleWithWebIdentity&Version=2026-01-01', {});
    expect(status).toBe(200);
  });
});

it('keeps a record of the calls', async () => {
  await viaJson('Echo');
  await viaQuery('Action=Refuse&Version=2026-01-01');
  await viaJson('Nothing');
  expect(server.calls()).toEqual([
    { service: 'THINGS', operation: 'Echo', at: 5000, status: 200 },
    { service: 'FORMS', operation: 'Refuse', at: 5000, status: 404, errorCode: 'ThingNotFound' },
    { service: 'THINGS', operation: 'Nothing', at: 5000, status: 400, errorCode: 'UnknownOperationException' },
  ]);
});
