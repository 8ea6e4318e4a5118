/**
 * What a probe costs above the request it makes: `npm run bench -- probe [--pairs 1500]`.
 *
 * Probes of shared/http and bare requests of node:http and node:https, each over a new connection, are timed one after the
 * other in pairs, taking turns at being first; a thread of its own answers. The figure is the median of the pairs' ratios,
 * since a shared machine makes single figures worthless.
 *
 * Exits with 1 when that of http or https is above 1.10, or an answer was not 200.
 */
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { setDefaultCACertificates } from 'node:tls';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { DEFAULT_CONNECTION } from '#shared/http/connection';
import { probe } from '#shared/http/probe';
import { selfSignedCertificate } from '#shared/testing/self-signed-certificate';
import type { Ports } from './probe/server.ts';
import { median, print } from './table.ts';

const PROMISED_RATIO = 1.1;
// Enough for both to be compiled: a verification's own start is not what is compared here.
const WARM_UP = 1_000;

type Ask = (url: URL) => Promise<number>;

/** @returns the exit code */
export async function probes(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { pairs: { type: 'string', default: '1500' } } });
  const certificate = selfSignedCertificate();
  // Both sides trust by default, as most users do: neither prepares anything for the other.
  setDefaultCACertificates([certificate.cert]);
  const worker = new Worker(new URL('./probe/server.ts', import.meta.url), { workerData: certificate });
  try {
    const [ports] = (await once(worker, 'message')) as [Ports];
    const rows = [];
    for (const [name, port] of Object.entries(ports)) {
      const url = new URL(`${name}://localhost:${port}/health`);
      url.hostname = '127.0.0.1'; // no look-up: it would be the same on both sides, and hide the difference
      rows.push({ name, ...(await compare(url, Number(values.pairs))) });
    }
    print(
      ['one request (µs)', 'bare', 'probe', 'ratio'],
      rows.map(({ name, bare, probed, ratio }) => [name, bare.toFixed(0), probed.toFixed(0), ratio.toFixed(3)]),
    );
    console.log(`\nMedians of ${values.pairs} pairs; the promise is a ratio of at most ${PROMISED_RATIO}.`);
    return rows.every(({ ratio }) => ratio <= PROMISED_RATIO) ? 0 : 1;
  } finally {
    await worker.terminate();
  }
}

interface Figures {
  /** Microseconds. */
  readonly bare: number;
  readonly probed: number;
  readonly ratio: number;
}

async function compare(url: URL, pairs: number): Promise<Figures> {
  const times = { bare: [] as number[], probed: [] as number[] };
  for (let pair = 0; pair < WARM_UP + pairs; pair += 1) {
    const order = pair % 2 === 0 ? (['bare', 'probed'] as const) : (['probed', 'bare'] as const);
    for (const whose of order) {
      const took = await timed(whose === 'bare' ? askBare : askProbe, url);
      if (pair >= WARM_UP) times[whose].push(took);
    }
  }
  const ratio = median(times.probed.map((took, pair) => took / (times.bare[pair] ?? NaN)));
  return { bare: median(times.bare), probed: median(times.probed), ratio };
}

async function timed(ask: Ask, url: URL): Promise<number> {
  const started = performance.now();
  const status = await ask(url);
  const took = (performance.now() - started) * 1_000;
  if (status !== 200) throw new Error(`${url.href} answered ${status}`);
  // What closing is left to do is not the next one's.
  await new Promise((resolve) => setImmediate(resolve));
  return took;
}

/** As the signal of a job: one for all. */
const { signal } = new AbortController();
const HEADERS = { accept: '*/*', 'cache-control': 'no-cache', 'user-agent': 'cicd-actions/health-verify' };

const askBare: Ask = (url) =>
  new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const outgoing = request(url, { agent: false, headers: HEADERS }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        Buffer.concat(chunks).toString();
        resolve(response.statusCode ?? 0);
      });
    });
    outgoing.on('error', reject);
    outgoing.end();
  });

const askProbe: Ask = async (url) => {
  const result = await probe(
    {
      url,
      method: 'GET',
      headers: {},
      body: undefined,
      auth: undefined,
      connection: DEFAULT_CONNECTION,
      timeoutMs: 5_000,
      maxRedirects: 0,
    },
    { env: process.env, signal },
  );
  if (result.kind === 'failed') throw new Error(result.message);
  return result.status;
};
