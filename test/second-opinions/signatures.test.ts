import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { requestSigner } from '#shared/aws/request-signer';
import { runPython } from './python.ts';
import { pipTool } from './tools.ts';

/** The signatures of health-verify's requests, made again by botocore 1.44.5, from PyPI. */
const tools = await pipTool({ name: 'awscli', version: '1.46.2', with: { botocore: '1.44.5' } });
const suite = tools.found ? describe : describe.skip;

const AT = '2026-03-04T05:06:07Z';
const CREDENTIALS = ['AKIDEXAMPLE', 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY', 'token/with+signs=='] as const;

interface Request {
  readonly service: string;
  readonly region: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

const get = (service: string, url: string): Request => ({
  service,
  region: 'eu-west-1',
  method: 'GET',
  url,
  headers: {},
});

const requests: readonly Request[] = [
  get('execute-api', 'https://abc.execute-api.eu-west-1.amazonaws.com/prod/health'),
  get('execute-api', 'https://abc.execute-api.eu-west-1.amazonaws.com/a%20b/(c)/%C3%A4?b=2&a=1&a=0&empty='),
  get('execute-api', 'https://abc.execute-api.eu-west-1.amazonaws.com:8443//a/./b/../c/'),
  get('lambda', 'https://abc.lambda-url.eu-west-1.on.aws/'),
  get('es', 'https://search.eu-west-1.es.amazonaws.com/_cluster/health?level=shards'),
  { ...get('vpc-lattice-svcs', 'https://svc.vpc-lattice-svcs.eu-west-1.on.aws/health'), region: 'us-gov-west-1' },
  get('s3', 'https://bucket.s3.eu-west-1.amazonaws.com/a%20b/version.json?versionId=3%2F4'),
  {
    ...get('lambda', 'https://abc.lambda-url.eu-west-1.on.aws/check'),
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-amz-invocation-type': 'RequestResponse' },
    body: '{"deep":"grüezi"}',
  },
];

suite(`botocore${tools.found ? '' : ` (skipped: ${tools.reason})`}`, () => {
  it('signs the same requests with the same signatures', async () => {
    if (!tools.found) throw new Error(tools.reason);
    const [accessKeyId, secretAccessKey, sessionToken] = CREDENTIALS;
    const sign = requestSigner(
      {
        credentials: () => Promise.resolve({ accessKeyId, secretAccessKey, sessionToken }),
        region: () => Promise.reject(new Error('each request names its region')),
      },
      { now: () => Date.parse(AT) },
    );
    const ours = await Promise.all(
      requests.map(({ service, region, method, url, headers, body }) =>
        sign(
          { service, region },
          { method, url: new URL(url), headers: { host: new URL(url).host, ...headers }, body },
        ),
      ),
    );
    // The sum of the body is a choice of each signer; what is chosen is signed.
    const given = requests.map((request, index) => ({
      ...request,
      headers: { ...request.headers, 'x-amz-content-sha256': ours[index]?.['x-amz-content-sha256'] },
      at: AT,
      credentials: CREDENTIALS,
    }));
    const script = join(import.meta.dirname, 'botocore-sign.py');
    const printed = await runPython({ directory: tools.directory, environment: {} }, [script, JSON.stringify(given)]);
    const theirs = JSON.parse(printed) as readonly Readonly<Record<string, string>>[];
    expect(ours.map(({ authorization }) => authorization)).toEqual(theirs.map(({ authorization }) => authorization));
    expect(new Set(theirs.map(({ authorization }) => authorization)).size).toBe(requests.length);
  }, 60_000);
});
