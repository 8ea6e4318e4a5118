import { createPrivateKey, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { createSecureContext, type ConnectionOptions, type SecureContext } from 'node:tls';
import { socketHost } from './address.ts';

/** How a secure connection is made, beside what the URL says. */
export interface TlsSettings {
  /** Sent as the server's name (SNI), and the name its certificate must have; undefined: the host of the URL. */
  readonly serverName: string | undefined;
  /** PEM: the only authorities that are trusted; undefined: those Node trusts. */
  readonly ca: string | undefined;
  readonly client: ClientIdentity | undefined;
}

/** What a client shows to a server that asks who it is. */
export interface ClientIdentity {
  /** PEM, with the certificates between it and the authority behind it. */
  readonly certificate: string;
  /** PEM, not encrypted. */
  readonly key: string;
}

export const DEFAULT_TLS: TlsSettings = { serverName: undefined, ca: undefined, client: undefined };

// What is spoken is agreed on with the server (RFC 7301); of bare TLS nobody knows.
const PROTOCOLS: Readonly<Record<string, string[]>> = {
  'https:': ['http/1.1'],
  'wss:': ['http/1.1'],
  'grpcs:': ['h2'],
};

/** Options for `tls.connect` to the host of `url`. A session is never taken up again: each connection is a new one. */
export function tlsOptions(url: URL, settings: TlsSettings): ConnectionOptions {
  const host = socketHost(url);
  // An address is no name that may be sent (RFC 6066, 3); the certificate is held to it all the same.
  const servername = settings.serverName ?? (isIP(host) === 0 ? host : undefined);
  const secureContext = secureContextOf(settings);
  return {
    host,
    ALPNProtocols: PROTOCOLS[url.protocol] ?? [],
    ...(servername === undefined ? {} : { servername }),
    ...(secureContext === undefined ? {} : { secureContext }),
  };
}

const contexts = new WeakMap<TlsSettings, SecureContext>();

/** Made once for all probes of a target: it takes longer than a whole request. */
function secureContextOf(settings: TlsSettings): SecureContext | undefined {
  const { ca, client } = settings;
  if (ca === undefined && client === undefined) return undefined;
  const known = contexts.get(settings);
  if (known !== undefined) return known;
  const made = createSecureContext({
    ...(ca === undefined ? {} : { ca }),
    ...(client === undefined ? {} : { cert: client.certificate, key: client.key }),
  });
  contexts.set(settings, made);
  return made;
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** What is wrong with PEM that should hold certificates, as words after "it"; undefined when nothing is. */
export function certificatesProblem(pem: string): string | undefined {
  const found = pem.match(CERTIFICATE) ?? [];
  if (found.length === 0) return 'holds no certificate (-----BEGIN CERTIFICATE-----)';
  const broken = found.findIndex((certificate) => !isReadable(() => new X509Certificate(certificate)));
  return broken < 0 ? undefined : `holds a certificate that cannot be read, number ${broken + 1} of ${found.length}`;
}

/** What is wrong with PEM that should hold a private key. */
export function keyProblem(pem: string): string | undefined {
  if (/-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m.test(pem))
    return 'holds an encrypted key; give it without a passphrase';
  return isReadable(() => createPrivateKey(pem)) ? undefined : 'holds no private key that can be read';
}

/** True when the key is that of the certificate; both can be read. */
export function isPair({ certificate, key }: ClientIdentity): boolean {
  return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key));
}

function isReadable(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}
