export interface Config {
  readonly host: string;
  readonly port: number;
  /** The commit this image was built from: what a verification compares. */
  readonly sha: string;
}

export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  return {
    host: env['HOST'] ?? '0.0.0.0',
    port: Number(env['PORT'] ?? '8080'),
    sha: required(env, 'COMMIT_SHA'),
  };
}

function required(env: Readonly<Record<string, string | undefined>>, name: string): string {
  const value = env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set`);
  return value;
}
