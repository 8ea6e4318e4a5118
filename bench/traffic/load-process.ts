/** The load generator, a process of its own so that nothing slows the clients down: `node load-process.ts SETTINGS`. */
import { Agent, request } from 'node:http';
import { LapCounter } from './lap-counter.ts';
import type { LoadCommand, LoadSettings } from './messages.ts';

const PATIENCE_MS = 10_000;
/** Most requests are reads; some have bodies, with a length or in chunks. */
const MIX = ['GET', 'GET', 'POST', 'GET', 'HEAD', 'GET', 'POST chunked', 'GET', 'GET', 'PUT'] as const;

// Started by load.ts only, with these settings.
const settings = JSON.parse(process.argv[2] ?? '') as LoadSettings;
const paths = settings.paths ?? ['/'];
const agent = new Agent({ keepAlive: true, maxSockets: settings.connections, scheduling: 'fifo' });
const counter = new LapCounter();
let sent = 0;
let underWay = 0;
let ending = false;

process.on('disconnect', () => process.exit(0));
// Ctrl-C reaches the whole process group; the parent decides when this ends.
process.on('SIGINT', () => undefined);
process.on('message', (command) => {
  // load.ts sends nothing else.
  if ((command as LoadCommand) === 'end') {
    ending = true;
    finish();
  } else {
    process.send?.(counter.lap());
  }
});

if (settings.requestsPerSecond === undefined) {
  for (let index = 0; index < settings.connections; index += 1) send();
} else {
  pace(settings.requestsPerSecond);
}

/** Sends what is due by now: a timer that comes late leaves nothing out. */
function pace(requestsPerSecond: number): void {
  const started = performance.now();
  const timer = setInterval(() => {
    if (ending) clearInterval(timer);
    else for (const due = ((performance.now() - started) * requestsPerSecond) / 1000; sent < due;) send();
  }, 2);
}

function finish(): void {
  if (!ending || underWay > 0) return;
  process.send?.(counter.lap());
  agent.destroy();
}

function send(): void {
  const kind = MIX[sent % MIX.length] ?? 'GET';
  const method = kind.split(' ')[0] ?? 'GET';
  // Every kind of request for every path.
  const path = paths[(sent + Math.floor(sent / MIX.length)) % paths.length];
  const [sentAt, started] = [Date.now(), performance.now()];
  sent += 1;
  underWay += 1;
  let ended = false;
  const end = (why: string | undefined, body = ''): void => {
    if (ended) return;
    ended = true;
    underWay -= 1;
    const milliseconds = performance.now() - started;
    if (why === undefined) counter.served(milliseconds, body);
    else counter.lost({ sentAt, method, why, milliseconds });
    if (settings.requestsPerSecond === undefined && !ending) send();
    finish();
  };
  const outgoing = request(
    { host: '127.0.0.1', port: settings.port, path, method, agent, timeout: PATIENCE_MS },
    (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.once('end', () => {
        end(response.statusCode === 200 ? undefined : `status ${response.statusCode ?? 0}`, body);
      });
      response.once('error', () => {
        end('incomplete');
      });
    },
  );
  outgoing.once('timeout', () => outgoing.destroy(new Error(`no answer in ${PATIENCE_MS / 1000} s`)));
  outgoing.once('error', (error: NodeJS.ErrnoException) => {
    end(error.code ?? error.message);
  });
  if (kind === 'POST chunked') outgoing.write('first half, ');
  outgoing.end(method === 'POST' || method === 'PUT' ? 'a body' : undefined);
}
