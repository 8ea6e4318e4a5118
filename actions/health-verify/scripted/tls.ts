import { selfSignedCertificate } from '#shared/testing/self-signed-certificate';
import { endOf, holds, OK, response, says } from './plays.ts';
import { NEVER, type Script, type Scripts } from './script.ts';

/** Long enough to lose patience: rounds at 0, 1, 3, 7, 15 s. */
const PATIENT = { timeout: '60s' };
const GIVEN_UP = { result: 'unhealthy', attempts: 5 } as const;
const SLOW = { 'request-timeout': '150ms' };

const authority = { ...selfSignedCertificate({ host: 'authority' }), host: 'authority' };

const untrusted = (tls: Script['tls'], why: string): Script => ({
  plays: [OK],
  host: 'localhost',
  rules: PATIENT,
  ...(tls === undefined ? {} : { tls }),
  ...GIVEN_UP,
  says: new RegExp(`^the certificate of localhost:\\d+ is not accepted: ${why}.*; 5 times in a row over 15\\.0s$`),
});

/** Secure connections that do not come about. */
export const TLS: Scripts = {
  'has a certificate that it signed itself': untrusted(selfSignedCertificate(), 'self-signed certificate'),
  'has a certificate of an authority that is not known': untrusted(
    selfSignedCertificate({ issuer: authority }),
    'unable to verify the first certificate',
  ),
  'speaks TLS 1.0 only': {
    plays: [OK],
    // As old servers do: security level 0 admits the hashes of that time.
    tls: { ...selfSignedCertificate(), minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'ALL@SECLEVEL=0' },
    host: 'localhost',
    rules: PATIENT,
    result: 'timed-out',
    attempts: 10,
    says: /^no secure connection with localhost:\d+/,
  },
  'speaks plain HTTP where HTTPS was asked for': {
    plays: [says('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n')],
    scheme: 'https',
    result: 'unhealthy',
    attempts: 1,
    says: /speaks plain HTTP, not HTTPS$/,
  },
  'speaks TLS where plain HTTP was asked for': {
    plays: [OK],
    tls: selfSignedCertificate(),
    scheme: 'http',
    ...NEVER,
    says: /closed the connection before the answer was complete$/,
  },
  'answers an alert where plain HTTP was asked for': {
    plays: [says(Buffer.from([0x15, 3, 3, 0, 2, 2, 10]))],
    ...NEVER,
    says: /^no valid HTTP answer/,
  },
  'refuses every handshake': {
    plays: [says(Buffer.from([0x15, 3, 3, 0, 2, 2, 40]))],
    scheme: 'https',
    ...NEVER,
    says: /^no secure connection with 127\.0\.0\.1:\d+/,
  },
  'closes in the handshake': { plays: [endOf], scheme: 'https', ...NEVER, says: /closed the connection before/ },
  'says nothing in the handshake': {
    plays: [holds()],
    scheme: 'https',
    rules: SLOW,
    ...NEVER,
    says: /^no complete answer within 150ms/,
  },
  'stops in the handshake': {
    plays: [holds(Buffer.from([0x16, 3, 3, 0x40, 0, 2, 0, 0x3f, 0xfc]))],
    scheme: 'https',
    rules: SLOW,
    ...NEVER,
    says: /^no complete answer within 150ms/,
  },
};

const trusted = selfSignedCertificate();
const expired = selfSignedCertificate({ until: new Date('2021-01-01T00:00:00Z') });
const elsewhere = selfSignedCertificate({ host: 'elsewhere.test' });

/** Certificates that the tests of {@link TRUSTED} make trusted, so that nothing else is wrong with them. */
export const AUTHORITIES: readonly string[] = [trusted.cert, expired.cert, elsewhere.cert];

export const TRUSTED: Scripts = {
  'has a certificate that is trusted': {
    plays: [says(response(200))],
    tls: trusted,
    host: 'localhost',
    result: 'healthy',
    attempts: 3,
  },
  'has a certificate that has expired': untrusted(expired, 'certificate has expired'),
  'has a certificate for another host': untrusted(elsewhere, 'Hostname/IP does not match'),
};
