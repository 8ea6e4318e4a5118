import { authOfUrl, secretsOfAuth } from '#shared/http/auth';
import { isCredentialHeader, secretsOfHeader } from '#shared/http/headers';
import type { Target } from './target.ts';

/** Everything that a target is asked with and nobody may see. */
export function secretsOf({ auth, connection, headers, url }: Target): readonly string[] {
  const { client } = connection.tls;
  return [
    ...Object.entries(headers).flatMap(([name, value]) => (isCredentialHeader(name) ? secretsOfHeader(value) : [])),
    ...(url.password === '' ? [] : secretsOfAuth(authOfUrl(url))),
    ...(auth === undefined ? [] : secretsOfAuth(auth)),
    ...(client === undefined ? [] : [client.key]),
  ];
}
