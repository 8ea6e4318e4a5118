import { mkdir, mkdtemp, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { userDockerDirectory, withLogin, writePrivateConfig } from './private-config.ts';

const LOGIN = { registry: 'localhost:5000', username: 'AWS', password: 'pass:word' };
const AUTH = { auth: Buffer.from('AWS:pass:word').toString('base64') };

describe('withLogin', () => {
  it('adds the login to an empty configuration', () => {
    expect(withLogin({}, LOGIN)).toEqual({
      auths: { 'localhost:5000': AUTH },
      credHelpers: { 'localhost:5000': '' },
    });
  });

  it('keeps other logins and settings, and outranks the credential store', () => {
    const own = {
      auths: { 'ghcr.io': { auth: 'x' }, 'localhost:5000': { auth: 'old' } },
      credsStore: 'desktop',
      credHelpers: { 'localhost:5000': 'ecr-login', 'gcr.io': 'gcloud' },
      proxies: { default: { httpProxy: 'http://proxy' } },
    };
    expect(withLogin(own, LOGIN)).toEqual({
      auths: { 'ghcr.io': { auth: 'x' }, 'localhost:5000': AUTH },
      credsStore: 'desktop',
      credHelpers: { 'localhost:5000': '', 'gcr.io': 'gcloud' },
      proxies: { default: { httpProxy: 'http://proxy' } },
    });
  });

  it('changes nothing without a login', () => {
    expect(withLogin({ credsStore: 'desktop' }, undefined)).toEqual({ credsStore: 'desktop' });
  });
});

describe('writePrivateConfig', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'docker-config-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is readable by this user alone, and leads docker to the plugins, contexts and builders of the user', async () => {
    const userDirectory = join(folder, 'user');
    for (const part of ['cli-plugins', 'contexts', 'buildx'])
      await mkdir(join(userDirectory, part), { recursive: true });
    await writeFile(join(userDirectory, 'config.json'), '{"currentContext":"rootless"}');
    const directory = join(folder, 'private');

    const env = await writePrivateConfig({ directory, userDirectory, login: LOGIN, env: {} });

    expect(env).toEqual({ DOCKER_CONFIG: directory, BUILDX_CONFIG: join(userDirectory, 'buildx') });
    expect(JSON.parse(await readFile(join(directory, 'config.json'), 'utf8'))).toMatchObject({
      currentContext: 'rootless',
      auths: { 'localhost:5000': AUTH },
    });
    expect((await stat(join(directory, 'config.json'))).mode & 0o777).toBe(0o600);
    expect((await stat(directory)).mode & 0o777).toBe(0o700);
    expect(await readlink(join(directory, 'cli-plugins'))).toBe(join(userDirectory, 'cli-plugins'));
    expect(await readlink(join(directory, 'contexts'))).toBe(join(userDirectory, 'contexts'));
    expect(await readFile(join(userDirectory, 'config.json'), 'utf8')).toBe('{"currentContext":"rootless"}');
  });

  it('leaves the builders where the user keeps them by BUILDX_CONFIG', async () => {
    const [userDirectory, own] = [join(folder, 'user'), join(folder, 'builders')];
    await mkdir(join(userDirectory, 'buildx'), { recursive: true });
    await mkdir(own);
    const directory = join(folder, 'private');
    const env = await writePrivateConfig({ directory, userDirectory, login: LOGIN, env: { BUILDX_CONFIG: own } });
    expect(env).toEqual({ DOCKER_CONFIG: directory, BUILDX_CONFIG: own });
  });

  it('needs nothing of the user', async () => {
    const directory = join(folder, 'private');
    const env = await writePrivateConfig({ directory, userDirectory: join(folder, 'none'), login: undefined, env: {} });
    expect(env).toEqual({ DOCKER_CONFIG: directory });
    expect(await readFile(join(directory, 'config.json'), 'utf8')).toBe('{}');
  });
});

it.each([
  [{ DOCKER_CONFIG: '/c', HOME: '/h' }, '/c'],
  [{ HOME: '/h' }, join('/h', '.docker')],
  [{ USERPROFILE: '/p' }, join('/p', '.docker')],
  [{ DOCKER_CONFIG: '', HOME: '/h' }, join('/h', '.docker')],
  [{}, undefined],
])('the folder of %j is %s', (env, expected) => {
  expect(userDockerDirectory(env)).toBe(expected);
});
