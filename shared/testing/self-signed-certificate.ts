import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';

export interface SelfSigned {
  /** PEM. */
  readonly cert: string;
  /** PEM. */
  readonly key: string;
}

const END = new Date('2049-12-31T23:59:59Z');
const OID = {
  ecdsaWithSha256: '2a8648ce3d040302',
  commonName: '550403',
  subjectAltName: '551d11',
} as const;

export interface SelfSignedOptions {
  /** The host it is for. */
  readonly host?: string;
  /** By default the end of 2049. */
  readonly until?: Date;
  /** Who signs it; without one it signs itself. */
  readonly issuer?: SelfSigned & { readonly host: string };
}

/**
 * A certificate, for localhost unless said otherwise, that nobody but a test trusts, made anew each time so that no
 * private key lies in the repository. The encoding is that of RFC 5280, section 4.1.
 */
export function selfSignedCertificate({ host = 'localhost', issuer, until = END }: SelfSignedOptions = {}): SelfSigned {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(der(0x06, hex(OID.ecdsaWithSha256)));
  const alternativeNames = sequence(der(0x82, Buffer.from(host)), der(0x87, Buffer.from([127, 0, 0, 1])));
  const toBeSigned = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))), // version 3
    der(0x02, Buffer.from([1])), // serial number
    algorithm,
    distinguishedName(issuer?.host ?? host),
    sequence(utcTime('200101000000Z'), utcTime(utcText(until))),
    distinguishedName(host),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(sequence(der(0x06, hex(OID.subjectAltName)), der(0x04, alternativeNames)))),
  );
  const signature = sign('sha256', toBeSigned, issuer === undefined ? privateKey : createPrivateKey(issuer.key));
  const certificate = sequence(toBeSigned, algorithm, der(0x03, Buffer.concat([Buffer.from([0]), signature])));
  const lines = certificate.toString('base64').replace(/.{64}(?=.)/g, '$&\n');
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function distinguishedName(commonName: string): Buffer {
  return sequence(der(0x31, sequence(der(0x06, hex(OID.commonName)), der(0x0c, Buffer.from(commonName)))));
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

/** `YYMMDDHHMMSSZ`, for years up to 2049 (RFC 5280, 4.1.2.5.1). */
function utcText(date: Date): string {
  return `${date.toISOString().slice(2, 19).replace(/\D/g, '')}Z`;
}

function utcTime(text: string): Buffer {
  return der(0x17, Buffer.from(text));
}

function hex(text: string): Buffer {
  return Buffer.from(text, 'hex');
}

function der(tag: number, content: Buffer): Buffer {
  const size = content.length;
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}
