import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

/** A server's certificate. Its names were chosen by whoever made it: foreign text. */
export interface CertificateFacts {
  readonly subject: string;
  readonly issuer: string;
  /** ISO 8601. */
  readonly expires: string;
  /** Whole days from the probe until then. */
  readonly daysLeft: number;
}

const DAY_MS = 86_400_000;
const MAX_NAME_LENGTH = 200;

/** The certificate a secure connection was made with; undefined of a plain one. `now` is milliseconds since 1970. */
export function certificateOf(socket: Socket, now = Date.now()): CertificateFacts | undefined {
  const certificate = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined;
  if (certificate === undefined) return undefined;
  const { issuer, subject, subjectAltName, validToDate } = certificate;
  return {
    // Certificates of today may have alternative names only.
    subject: nameOf((subject || subjectAltName) ?? ''),
    issuer: nameOf(issuer),
    expires: validToDate.toISOString(),
    daysLeft: Math.floor((validToDate.getTime() - now) / DAY_MS),
  };
}

/** Node writes a name's parts a line each. */
function nameOf(text: string): string {
  return text.replaceAll('\n', ', ').slice(0, MAX_NAME_LENGTH);
}
