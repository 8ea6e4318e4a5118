import { selfSignedCertificate } from '#shared/testing/self-signed-certificate';
import type { WrongInput, WrongInputCases } from './cases.ts';

export const base: Readonly<Record<string, string>> = { url: 'http://127.0.0.1:9/health' };

const selfSigned = selfSignedCertificate();

const durations = (tooShort: string): readonly WrongInput[] => [
  { value: 'soon', says: /got "soon"; expected a duration/ },
  { value: '-5s', says: /expected a duration/ },
  { value: tooShort, says: /at least/ },
  { value: '9h', says: /at most/ },
];

/** What watch mode needs besides watch-for. */
const watch = { 'expect-version': 'v1', 'version-from': 'header:x-version' };

export const cases: WrongInputCases = {
  url: [
    { value: '', says: /url: is required and was empty/ },
    { value: 'api.example.com/health', says: /is not a URL of http/ },
    { value: 'ftp://api.example.com/', says: /is not a URL of http/ },
    { value: 'https://', says: /is not a URL of http/ },
    { value: 'tcp://db.internal', says: /url: has no port; give tcp:\/\/host:port/ },
    { value: 'grpc://api.internal:50051?a=1', says: /url: has a query/ },
    { value: 'https://a.test/', and: { urls: '- https://b.test/' }, says: /together with urls/ },
  ],
  urls: [
    { value: 'a: [', and: { url: '' }, says: /not valid YAML/ },
    { value: '[]', and: { url: '' }, says: /expected a YAML list of URLs/ },
    { value: 'https://a.test/', and: { url: '' }, says: /expected a YAML list of URLs/ },
    { value: '- name: a', and: { url: '' }, says: /entry 1: url is not/ },
    {
      value: '- url: https://a.test/\n  expect: 200',
      and: { url: '' },
      says: /entry 1: has \\?"expect\\?", which is none/,
    },
    { value: '- url: https://a.test/\n  critical: false', and: { url: '' }, says: /no critical entry/ },
    { value: '- https://a.test/\n- https://a.test/', and: { url: '' }, says: /two entries named/ },
    {
      value: '- url: https://a.test/\n  expect-json: $.a',
      and: { url: '' },
      says: /entry 1: expect-json: .*no operator/,
    },
  ],
  method: [
    { value: 'FETCH', says: /expected GET, HEAD/ },
    { value: 'POST', and: { url: 'grpc://127.0.0.1:9' }, says: /method: means nothing to a grpc:\/\/ URL/ },
  ],
  headers: [
    { value: 'Authorization Bearer', says: /line 1 has no "name: value"/ },
    { value: 'a b: c', says: /no name of a header/ },
    { value: 'Content-Length: 3', says: /cannot be set/ },
    { value: 'grpc-timeout: 1S', and: { url: 'grpc://127.0.0.1:9' }, says: /grpc-timeout cannot be set/ },
  ],
  body: 'any text is right: it is sent as it is',
  graphql: [
    { value: '{ ping }', and: { body: '{}' }, says: /graphql: was given together with body/ },
    { value: '{ ping }', and: { method: 'PUT' }, says: /graphql: is sent by POST, but method is PUT/ },
  ],
  'basic-auth': [
    { value: 'hush', says: /basic-auth: has another form than user:password/ },
    { value: 'user:hush', and: { 'bearer-token': 'hush' }, says: /bearer-token: was given together with basic-auth/ },
    { value: 'user:hush', and: { headers: 'authorization: hush' }, says: /two ways to authorise a request/ },
  ],
  'bearer-token': [
    { value: 'Bearer hush', says: /bearer-token: has another form than the token alone/ },
    { value: 'hush', and: { url: 'http://user:hush@127.0.0.1:9/' }, says: /bearer-token and credentials in the URL/ },
  ],
  'aws-sigv4': [
    { value: 'execute-api:Ireland', says: /such as execute-api:eu-west-1/ },
    { value: 'Lambda', says: /such as execute-api:eu-west-1/ },
  ],
  resolve: [
    { value: '127.0.0.1', says: /expected host:port:address or host:address/ },
    { value: 'api.test:443:::1', says: /an IPv6 address in brackets/ },
    { value: 'api.test:443:10.0.0.1', says: /has a line for api\.test \(10\.0\.0\.1\), but no URL leads there/ },
  ],
  'server-name': [{ value: 'https://api.test', says: /expected a host name/ }],
  ca: [
    { value: 'no/such/file.pem', says: /ca: is neither PEM .* nor the path of a file that can be read \(ENOENT\)/ },
    { value: `-----BEGIN PRIVATE KEY-----\nhush\n-----END PRIVATE KEY-----`, says: /ca: holds no certificate/ },
    {
      value: '-----BEGIN CERTIFICATE-----\nhush\n-----END CERTIFICATE-----',
      says: /ca: holds a certificate that cannot be read, number 1 of 1/,
    },
  ],
  'client-certificate': [{ value: selfSigned.cert, says: /client-key: is required with client-certificate/ }],
  'client-key': [
    { value: selfSigned.key, says: /client-certificate: is required with client-key/ },
    { value: 'hush', says: /client-key: is neither PEM/ },
    { value: '-----BEGIN PRIVATE KEY-----\nhush', says: /client-key: holds no private key that can be read/ },
    { value: '-----BEGIN ENCRYPTED PRIVATE KEY-----\nhush', says: /client-key: holds an encrypted key/ },
    {
      value: selfSignedCertificate().key,
      and: { 'client-certificate': selfSigned.cert },
      says: /client-key: is not the key of client-certificate/,
    },
  ],
  'tls-min-days': [
    { value: 'a week', says: /whole number of days from 0 to 825/ },
    { value: '-1', says: /whole number of days/ },
    { value: '14', says: /needs a URL with a certificate; this one is http:/ },
  ],
  'expect-status': [
    { value: 'ok', says: /status codes and ranges/ },
    { value: '299-200', says: /status codes and ranges/ },
    { value: '2xx', says: /status codes and ranges/ },
  ],
  'expect-body': [{ value: '/(/', says: /regular expression/ }],
  'expect-header': [
    { value: 'x-cache', says: /expected "name: regular expression"/ },
    { value: 'x-cache: (', says: /expected "name: regular expression"/ },
  ],
  'expect-json': [
    { value: 'status == ok', says: /begins with no path/ },
    { value: '$.status', says: /no operator/ },
    { value: '$.a == 1', and: { url: 'tcp://127.0.0.1:9' }, says: /expect-json: means nothing to a tcp:\/\/ URL/ },
    { value: '$.latency < fast', says: /no number/ },
    { value: '$.list contains', says: /no value after contains/ },
  ],
  'expect-version': [{ value: 'v1', says: /version-from: is required with expect-version/ }],
  'version-from': [
    { value: '$.sha', says: /json:\$\.path, header:name, meta:name or body/ },
    { value: 'json:$.a', and: { url: 'ws://127.0.0.1:9/' }, says: /expected header:name for a ws:\/\/ URL/ },
    { value: 'json:sha', says: /json:\$\.path/ },
    { value: 'body:/(/', says: /json:\$\.path/ },
    { value: 'meta:', says: /meta:name/ },
  ],
  'initial-delay': [
    { value: 'later', says: /expected a duration/ },
    { value: '5m', says: /timeout: is too short: initial-delay 5m 00s, success-threshold 3/ },
  ],
  'success-threshold': [
    { value: '0', says: /whole number from 1 to 100/ },
    { value: 'three', says: /whole number/ },
    { value: '2.5', says: /whole number/ },
  ],
  'stable-for': [
    { value: 'a while', says: /expected a duration/ },
    { value: '5m', says: /timeout: is too short: .*stable-for 5m/ },
  ],
  timeout: [...durations('0.5s'), { value: '3s', says: /too short: success-threshold 3, interval 2.0s/ }],
  'request-timeout': durations('50ms'),
  interval: durations('50ms'),
  'max-interval': durations('50ms'),
  'fail-on': [{ value: 'never', says: /status codes and ranges/ }],
  'max-latency': [{ value: 'fast', says: /duration such as 800ms/ }],
  'max-p95': [
    { value: 'fast', says: /duration such as 800ms/ },
    { value: '1s', and: { timeout: '30s' }, says: /too short: success-threshold 20 \(for max-p95\), interval 2.0s/ },
  ],
  'follow-redirects': [
    { value: 'yes', says: /expected true, false or how many, 0 to 10/ },
    { value: '11', says: /0 to 10/ },
    { value: '-1', says: /0 to 10/ },
  ],
  'watch-for': [
    { value: 'a while', says: /expected a duration/ },
    { value: '9h', says: /at most 6h/ },
    {
      value: '10s',
      and: watch,
      says: /too short: 10\.0s with watch-rate 5 are 50 probes, and min-samples asks for 50/,
    },
    { value: '5m', says: /expect-version: is required with watch-for/ },
    { value: '5m', and: { ...watch, url: '', urls: '[https://a.test/, https://b.test/]' }, says: /behind one URL/ },
    { value: '5m', and: { ...watch, service: 'api' }, says: /service: cannot be given with watch-for/ },
    { value: '5m', and: { ...watch, token: 't', environment: 'production' }, says: /token: cannot be given with/ },
  ],
  'watch-rate': [
    { value: 'fast', says: /a number from 0\.1 to 50/ },
    { value: '0', says: /a number from 0\.1 to 50/ },
    { value: '51', says: /a number from 0\.1 to 50/ },
    {
      value: '50',
      and: { ...watch, 'watch-for': '5m', 'request-timeout': '10s' },
      says: /too high: 50 a second with request-timeout 10\.0s may leave 500 requests under way/,
    },
  ],
  'baseline-version': [
    { value: 'v0', says: /give watch-for too/ },
    { value: 'v1', and: { ...watch, 'watch-for': '5m' }, says: /is the same as expect-version/ },
  ],
  // A workflow command writes %25, the report %.
  'max-error-rate-increase': [
    { value: '0.01', says: /a percentage such as 1%(?:25)? or 25%(?:25)?, from 0\.1%(?:25)? to 100%/ },
    { value: '0%', says: /from 0\.1%(?:25)? to 100%/ },
    { value: '101%', says: /from 0\.1%(?:25)? to 100%/ },
  ],
  'max-latency-increase': [
    { value: '50ms', says: /a percentage such as 1%(?:25)? or 25%(?:25)?, from 0%(?:25)? to 1000%/ },
    { value: '1001%', says: /from 0%(?:25)? to 1000%/ },
  ],
  'min-samples': [
    { value: '10', says: /whole number from 20 to 100000/ },
    { value: 'many', says: /whole number/ },
  ],
  cluster: [
    { value: 'prod', says: /service: is required with cluster/ },
    { value: 'a b', and: { service: 'api' }, says: /name or ARN of a cluster/ },
  ],
  service: [{ value: 'a/b', and: { cluster: 'prod' }, says: /name or ARN of a service/ }],
  'expect-image': [
    { value: 'registry.test/web:latest', and: { service: 'web' }, says: /expected an image by its digest/ },
    { value: `sha256:${'a'.repeat(64)}`, says: /expect-image: needs service/ },
    {
      value: `sha256:${'a'.repeat(64)}`,
      and: { url: '', service: 'web', 'expect-version': 'v1', 'expect-body': 'ok' },
      says: /expect-version: is for the answers of URLs.*[^]*expect-body: is for the answers of URLs/,
    },
  ],
  'expect-task-definition': [
    { value: 'web', and: { service: 'web' }, says: /ARN of a revision, or family:revision/ },
    { value: 'web:7', says: /expect-task-definition: needs service/ },
  ],
  'probe-command': [
    { value: 'sh -c "exit', and: { service: 'web' }, says: /words as in a shell, with every quote closed/ },
    { value: 'true', says: /probe-command: needs service/ },
  ],
  'probe-container': [{ value: 'web', says: /probe-container: names where probe-command runs/ }],
  'probe-attempts': [
    { value: '0', says: /whole number from 1 to 10/ },
    { value: 'twice', says: /whole number/ },
  ],
  'probe-timeout': [
    { value: 'long', says: /expected a duration/ },
    { value: '2h', says: /at most 1h/ },
  ],
  environment: [{ value: 'production', says: /environment: needs token/ }],
  'github-deployment-id': [
    { value: '7', says: /github-deployment-id: needs token/ },
    { value: 'seven', and: { token: 't' }, says: /expected a whole number from 1/ },
  ],
  'environment-url': [
    { value: 'https://a.test', says: /environment-url: needs token/ },
    { value: 'a.test', and: { token: 't', environment: 'production' }, says: /http or https URL/ },
  ],
  token: [{ value: 't', says: /token: is for the GitHub deployment; give environment or github-deployment-id/ }],
  'aws-region': [{ value: 'Ireland', says: /region such as eu-west-1/ }],
  'role-to-assume': [{ value: 'deployer', says: /ARN of an IAM role/ }],
  'role-session-name': [{ value: 'a b', says: /2 to 64/ }],
  'role-duration-seconds': [
    { value: '60', says: /from 900 to 43200/ },
    { value: '1h', says: /whole number/ },
  ],
  audience: 'any text is right: the identity provider of the AWS account decides which audiences it knows',
};
