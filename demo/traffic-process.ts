/** The load generator: `node traffic-process.ts URL REQUESTS_PER_SECOND CLIENTS`. Ends when its parent does. */
import { Agent, get } from 'node:http';

const [url = '', rate = '50', clients = '8'] = process.argv.slice(2);
const agents = Array.from({ length: Number(clients) }, () => new Agent({ keepAlive: true, maxSockets: 1 }));
const failures: Record<string, number> = {};
let served = 0;
let failed = 0;
let turn = 0;

const timer = setInterval(
  () => {
    const agent = agents[turn++ % agents.length];
    if (agent !== undefined) request(agent);
  },
  1_000 / Number(rate),
);

process.on('message', () => process.send?.({ served, failed, failures }));
process.on('disconnect', () => {
  clearInterval(timer);
  for (const agent of agents) agent.destroy();
  process.exit(0);
});

function request(agent: Agent): void {
  let done = false;
  const finish = (failure?: string): void => {
    if (done) return;
    done = true;
    if (failure === undefined) served += 1;
    else {
      failed += 1;
      failures[failure] = (failures[failure] ?? 0) + 1;
    }
  };
  const outgoing = get(url, { agent, timeout: 10_000 }, (response) => {
    response.resume();
    response.once('end', () => {
      finish(response.statusCode === 200 && response.complete ? undefined : String(response.statusCode));
    });
    response.once('error', (error: NodeJS.ErrnoException) => {
      finish(error.code ?? error.message);
    });
  });
  outgoing.once('timeout', () => outgoing.destroy(Object.assign(new Error('timeout'), { code: 'TIMEOUT' })));
  outgoing.once('error', (error: NodeJS.ErrnoException) => {
    finish(error.code ?? error.message);
  });
}
