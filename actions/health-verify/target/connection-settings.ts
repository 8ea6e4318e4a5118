import { readFileSync } from 'node:fs';
import { isError } from '#shared/action/errors';
import type { ConnectionSettings } from '#shared/http/connection';
import { parseResolveRule, type ResolveRule } from '#shared/http/resolve';
import {
  certificatesProblem,
  isPair,
  keyProblem,
  type ClientIdentity,
  type TlsSettings,
} from '#shared/http/tls-settings';
import { quote, SettingReader, type Complain, type SettingSource } from './setting-reader.ts';

type PemName = 'ca' | 'client-certificate' | 'client-key';

// RFC 1123, 2.1; an underscore is no name's, but is found in certificates.
const HOST_NAME = /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_][a-z0-9_-]{0,62})*$/i;

export function readConnection(source: SettingSource, base: ConnectionSettings): ConnectionSettings {
  const read = new SettingReader(source);
  return {
    resolve: read.lines('resolve', base.resolve, parseResolveRules),
    tls: sameTls(base.tls, {
      serverName: read.parsed('server-name', base.tls.serverName, {
        off: undefined,
        expected: 'a host name',
        parse: (text) => (HOST_NAME.test(text) ? text.toLowerCase() : undefined),
      }),
      ca: readPem(source, { name: 'ca', base: base.tls.ca, problemOf: certificatesProblem }),
      client: readClient(source, base.tls.client),
    }),
  };
}

/** What is equal stays the same object, so that targets share what is made of it. */
function sameTls(base: TlsSettings, read: TlsSettings): TlsSettings {
  const same = base.serverName === read.serverName && base.ca === read.ca && base.client === read.client;
  return same ? base : read;
}

function parseResolveRules(lines: readonly string[], complain: Complain): readonly ResolveRule[] {
  return lines.flatMap((line) => {
    const rule = parseResolveRule(line);
    if (rule !== undefined) return [rule];
    complain(`has the line ${quote(line)}; expected host:port:address or host:address, an IPv6 address in brackets.`);
    return [];
  });
}

function readClient(source: SettingSource, base: ClientIdentity | undefined): ClientIdentity | undefined {
  const certificate = readPem(source, {
    name: 'client-certificate',
    base: base?.certificate,
    problemOf: certificatesProblem,
  });
  const key = readPem(source, { name: 'client-key', base: base?.key, problemOf: keyProblem });
  if (certificate === undefined && key === undefined) return undefined;
  if (certificate === base?.certificate && key === base?.key) return base;
  if (certificate === undefined || key === undefined) {
    const [missing, given] =
      key === undefined
        ? (['client-key', 'client-certificate'] as const)
        : (['client-certificate', 'client-key'] as const);
    // Unless what was given could not be read, which has been told.
    if ((source.text(missing) ?? '') === '') source.problem(missing, `is required with ${given}.`);
    return undefined;
  }
  if (isPair({ certificate, key })) return { certificate, key };
  source.problem('client-key', 'is not the key of client-certificate.');
  return undefined;
}

interface PemForm {
  readonly name: PemName;
  readonly base: string | undefined;
  readonly problemOf: (pem: string) => string | undefined;
}

/** PEM as text, or the file that holds it. */
function readPem(source: SettingSource, { name, base, problemOf }: PemForm): string | undefined {
  const text = source.text(name);
  if (text === undefined) return base;
  if (text === '') return undefined;
  const inline = text.includes('-----BEGIN ');
  const pem = inline ? `${text}\n` : readFile(text, (problem) => source.problem(name, problem));
  if (pem === undefined) return undefined;
  const problem = problemOf(pem);
  if (problem === undefined) return pem;
  source.problem(name, `${problem}.`);
  return undefined;
}

function readFile(path: string, complain: Complain): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    // It is not repeated: it may be a key that lost its first line.
    const code = isError(error) && 'code' in error ? String(error.code) : 'unreadable';
    complain(`is neither PEM (-----BEGIN …) nor the path of a file that can be read (${code}).`);
    return undefined;
  }
}
