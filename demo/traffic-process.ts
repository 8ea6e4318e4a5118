/** The load generator: `node traffic-process.ts URL REQUESTS_PER_SECOND CLIENTS`. Ends when its parent does. */
import { Agent, get } from 'node:http';

const [url = '', rate = '50', clients = '8'] = process.argv.slice(2);
const agents = Array.from({ length: Number(clients) }, () => new Agent({ keepAlive: true, maxSockets: 1 }));
let timer: NodeJS.Timeout | undefined;
let served = 0;
let failed = 0;
let turn = 0;

process.on('message', (message) => {
  if (message === 'start') timer ??= setInterval(next, 1_000 / Number(rate));
  if (message !== 'lap') return;
  process.send?.({ served, failed });
  served = failed = 0;
});
process.on('disconnect', () => {
  clearInterval(timer);
  for (const agent of agents) agent.destroy();
  process.exit(0);
});

function next(): void {
  const agent = agents[turn++ % agents.length];
  if (agent !== undefined) request(agent);
}

function request(agent: Agent): void {
  let done = false;
  const finish = (success: boolean): void => {
    if (done) return;
    done = true;
    if (success) served += 1;
    else failed += 1;
  };
  const outgoing = get(url, { agent, timeout: 10_000 }, (response) => {
    response.resume();
    response.once('end', () => {
      finish(response.statusCode === 200 && response.complete);
    });
    response.once('error', () => {
      finish(false);
    });
  });
  outgoing.once('timeout', () => outgoing.destroy());
  outgoing.once('error', () => {
    finish(false);
  });
}
