import { execFile } from 'node:child_process';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { assembleImage } from '#sandbox/images/assemble';
import type { Stage } from './stage.ts';

const run = promisify(execFile);

/**
 * The example's image without an engine: what its Dockerfile does, done by the sandbox. Gives the image by digest.
 * An image this commit already has is used again.
 */
export async function assembleExample(
  { sandbox, repository: { folder } }: Pick<Stage, 'sandbox' | 'repository'>,
  options: { readonly repository: string; readonly sha: string },
): Promise<string> {
  const { repository, sha } = options;
  const { store, host } = sandbox.registry;
  const present = store.find(repository, sha);
  if (present !== undefined) return `${host}/${repository}@${present.digest}`;
  await run(process.execPath, ['--disable-warning=ExperimentalWarning', join(folder, 'scripts', 'build.ts')], {
    cwd: folder,
  });
  const app = join(sandbox.ledger.directory, 'app');
  await rm(app, { recursive: true, force: true });
  await cp(join(folder, 'dist'), join(app, 'dist'), { recursive: true });
  await cp(join(folder, 'package.json'), join(app, 'package.json'));
  const image = await assembleImage({
    store,
    repository,
    tag: sha,
    base: { repository: 'library/node', reference: '24-slim' },
    files: [{ from: app, to: 'app' }],
    config: {
      env: { COMMIT_SHA: sha, PORT: '8080' },
      workingDir: '/app',
      user: 'node',
      exposedPorts: [8080],
      cmd: ['node', 'dist/main.js'],
    },
  });
  return `${host}/${repository}@${image.digest}`;
}
