import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assembleImage } from '#sandbox/images/assemble';
import type { Sandbox } from '#sandbox/sandbox';

/** What the program says before it dies of a missing setting. */
export const CRASH_MESSAGE = 'PAYMENT_KEY is not set';

/** Its behaviour is the environment's to choose, so that one image serves every case; COMMIT_SHA is the image's. */
const PROGRAM = `
import { createServer } from 'node:http';
const { PORT, HOST, MODE = 'healthy', RELEASE = 'unnamed', COMMIT_SHA, START_AFTER_MS = '0', FAIL_EVERY = '0' } = process.env;
let answers = 0;
if (MODE === 'crash') throw new Error('${CRASH_MESSAGE}');
process.on('SIGTERM', () => process.exit(0));
const server = createServer((request, response) => {
  const healthCheck = request.url === '/healthz';
  const fails = healthCheck ? MODE === 'sick' : ++answers % Number(FAIL_EVERY) === 0;
  const status = fails ? 500 : 200;
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
  response.end(JSON.stringify({ release: RELEASE, sha: COMMIT_SHA }));
});
setTimeout(() => server.listen(Number(PORT), HOST), Number(START_AFTER_MS));
`;

/** Puts the program's image of a commit into the registry; gives its name there by tag and by digest. */
export async function pushImage(
  { registry: { store, host }, ledger }: Sandbox,
  { repository, sha }: { readonly repository: string; readonly sha: string },
): Promise<{ readonly image: string; readonly digest: string }> {
  const app = join(ledger.directory, 'rollout-app');
  await mkdir(app, { recursive: true });
  await writeFile(join(app, 'main.mjs'), PROGRAM);
  const { digest } = await assembleImage({
    store,
    repository,
    tag: sha,
    base: { repository: 'library/node', reference: '24-slim' },
    files: [{ from: app, to: 'app' }],
    config: { env: { COMMIT_SHA: sha }, workingDir: '/app', exposedPorts: [8080], cmd: ['node', 'main.mjs'] },
  });
  return { image: `${host}/${repository}@${digest}`, digest };
}
