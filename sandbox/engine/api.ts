import { request } from 'node:http';

export interface EngineAnswer {
  readonly status: number;
  readonly body: string;
}

export interface EngineRequest {
  readonly method: 'GET' | 'DELETE';
  readonly path: string;
  /** Wall-clock milliseconds for the whole answer. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * One request to a Docker engine's HTTP API, without the docker program.
 * @param dockerHost `unix://…` or `tcp://host:port` (plain HTTP), as in DOCKER_HOST
 * @throws Error when the address has another form, or nothing answers there in time
 */
export async function askEngine(dockerHost: string, asked: EngineRequest): Promise<EngineAnswer> {
  const { method, path, timeoutMs } = asked;
  const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(asked.signal ? [asked.signal] : [])]);
  const options = { ...address(dockerHost), method, path, signal, agent: false };
  return new Promise((resolve, reject) => {
    const outgoing = request(options, (incoming) => {
      let body = '';
      incoming.setEncoding('utf8');
      incoming.on('data', (chunk: string) => (body += chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        resolve({ status: incoming.statusCode ?? 0, body });
      });
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}

function address(dockerHost: string): { socketPath: string } | { host: string; port: string } {
  if (dockerHost.startsWith('unix://')) return { socketPath: dockerHost.slice('unix://'.length) };
  const url = URL.canParse(dockerHost) ? new URL(dockerHost) : undefined;
  if (url?.protocol === 'tcp:' && url.port !== '') return { host: url.hostname, port: url.port };
  throw new Error(`only unix:// and tcp://host:port engines can be asked, not ${dockerHost}`);
}
