/** Flat list of names and values, as `rawHeaders` has them: order, case and repetition survive. */
export type RawHeaders = readonly string[];

/** RFC 9110, section 7.6.1, and what older programs send besides. Transfer-Encoding is dealt with where bodies are. */
const HOP_BY_HOP: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Set by the load balancer itself; `expect` was answered by it. */
const REPLACED: ReadonlySet<string> = new Set(['x-forwarded-for', 'x-forwarded-port', 'x-forwarded-proto', 'expect']);

export interface Hop {
  readonly clientAddress: string;
  /** Of the listener. */
  readonly port: number;
  /** Address and port of the target, for the HTTP/1.0 client that names no host. */
  readonly targetHost: string;
  readonly body: BodyFraming;
  /** The protocol the connection changes to, when the load balancer carries that. */
  readonly upgrade?: string;
}

/** How the length of a request's body is told. */
export type BodyFraming = 'none' | 'length' | 'chunked';

export function bodyFraming(headers: RawHeaders): BodyFraming {
  if (valueOf(headers, 'transfer-encoding') !== undefined) return 'chunked';
  const length = valueOf(headers, 'content-length');
  return length === undefined || Number(length) === 0 ? 'none' : 'length';
}

/** The headers of a request as a target gets them. */
export function forwardedRequest(headers: RawHeaders, hop: Hop): RawHeaders {
  const dropped = new Set([...connectionOptions(headers), ...REPLACED]);
  const kept = pairs(headers).filter(
    ([name]) => !HOP_BY_HOP.has(name.toLowerCase()) && !dropped.has(name.toLowerCase()),
  );
  const chain = [...valuesOf(headers, 'x-forwarded-for'), hop.clientAddress].join(', ');
  return [
    ...kept.flat(),
    ...(valueOf(headers, 'host') === undefined ? ['host', hop.targetHost] : []),
    ...(hop.upgrade === undefined ? [] : ['connection', 'Upgrade', 'upgrade', hop.upgrade]),
    ...(hop.body === 'chunked' ? ['transfer-encoding', 'chunked'] : []),
    ...(hop.body === 'none' && valueOf(kept.flat(), 'content-length') === undefined ? ['content-length', '0'] : []),
    ...['x-forwarded-for', chain, 'x-forwarded-proto', 'http', 'x-forwarded-port', String(hop.port)],
  ];
}

/** The headers of a response as the client gets them. */
export function forwardedResponse(headers: RawHeaders): RawHeaders {
  const dropped = connectionOptions(headers);
  return pairs(headers)
    .filter(([name]) => !HOP_BY_HOP.has(name.toLowerCase()) && !dropped.has(name.toLowerCase()))
    .flat();
}

/** Headers that `Connection` declares to be of this hop only. */
function connectionOptions(headers: RawHeaders): ReadonlySet<string> {
  const listed = valuesOf(headers, 'connection').flatMap((value) => value.split(','));
  return new Set(listed.map((option) => option.trim().toLowerCase()).filter((option) => option !== ''));
}

function valueOf(headers: RawHeaders, name: string): string | undefined {
  return valuesOf(headers, name)[0];
}

function valuesOf(headers: RawHeaders, name: string): readonly string[] {
  return pairs(headers)
    .filter(([key]) => key.toLowerCase() === name)
    .map(([, value]) => value);
}

function pairs(headers: RawHeaders): readonly (readonly [string, string])[] {
  const list: (readonly [string, string])[] = [];
  for (let index = 0; index + 1 < headers.length; index += 2) {
    list.push([headers[index] ?? '', headers[index + 1] ?? '']);
  }
  return list;
}
