import { existsSync } from 'node:fs';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment } from '#shared/action/inputs';

export interface DockerLogin {
  readonly registry: string;
  readonly username: string;
  readonly password: string;
}

export interface PrivateConfigOptions {
  /** The folder to make; it holds the password from then on. */
  readonly directory: string;
  /** The user's own configuration folder. */
  readonly userDirectory: string;
  readonly login: DockerLogin | undefined;
  /** The user's environment. */
  readonly env: Environment;
}

type ConfigFile = Readonly<Record<string, unknown>>;

/** Where docker looks for its configuration. Undefined without a home folder. */
export function userDockerDirectory(env: Environment): string | undefined {
  const home = env['HOME'] ?? env['USERPROFILE'];
  // Like docker: an empty variable is none.
  return env['DOCKER_CONFIG'] || (home === undefined ? undefined : join(home, '.docker'));
}

/**
 * Makes a docker configuration with this login that no other step or job sees and that leaves the user's alone. What
 * the user has set up stays in force: plugins, contexts, builders, proxies, and the logins base images are pulled with.
 * @returns the environment variables that make docker use it
 * @throws {SyntaxError} when the user's config.json is not JSON
 */
export async function writePrivateConfig(options: PrivateConfigOptions): Promise<Environment> {
  const { directory, userDirectory, login, env } = options;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const config = withLogin(await readConfig(join(userDirectory, 'config.json')), login);
  await writeFile(join(directory, 'config.json'), JSON.stringify(config), { mode: 0o600 });
  for (const part of ['cli-plugins', 'contexts']) {
    const target = join(userDirectory, part);
    // A junction needs no privilege on Windows; elsewhere the type is ignored.
    if (existsSync(target)) await symlink(target, join(directory, part), 'junction');
  }
  const builders = env['BUILDX_CONFIG'] || join(userDirectory, 'buildx');
  return { DOCKER_CONFIG: directory, ...(existsSync(builders) ? { BUILDX_CONFIG: builders } : {}) };
}

/** The user's configuration with `login` in place of any other for the same registry. */
export function withLogin(config: ConfigFile, login: DockerLogin | undefined): ConfigFile {
  if (login === undefined) return config;
  const { registry, username, password } = login;
  const auth = Buffer.from(`${username}:${password}`).toString('base64');
  return {
    ...config,
    auths: { ...object(config['auths']), [registry]: { auth } },
    // An empty helper makes docker read this one login from the file, whatever credential store the user has.
    credHelpers: { ...object(config['credHelpers']), [registry]: '' },
  };
}

async function readConfig(path: string): Promise<ConfigFile> {
  return existsSync(path) ? object(JSON.parse(await readFile(path, 'utf8'))) : {};
}

function object(value: unknown): ConfigFile {
  return typeof value === 'object' && value !== null ? (value as ConfigFile) : {}; // JSON: keys are texts
}
