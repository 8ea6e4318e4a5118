import { catalog, catalogProblems, price } from './catalog.ts';
import type { Config } from './config.ts';

export interface Answer {
  readonly status: number;
  readonly body: object;
}

/** `/healthz`: the process is up (for the load balancer). `/health`: it can do its work, and which version it is. */
export function answer(url: string, config: Pick<Config, 'sha'>): Answer {
  const { pathname, searchParams } = new URL(url, 'http://orders');
  switch (pathname) {
    case '/healthz':
      return { status: 200, body: { status: 'up' } };
    case '/health':
      return health(config);
    case '/':
      return { status: 200, body: { products: catalog, version: config.sha } };
    case '/price':
      return quote(searchParams.getAll('id'));
    default:
      return { status: 404, body: { error: `nothing at ${pathname}` } };
  }
}

function health({ sha }: Pick<Config, 'sha'>): Answer {
  const problems = catalogProblems(catalog);
  return { status: 200, body: { status: problems.length === 0 ? 'ok' : 'degraded', sha, problems } };
}

function quote(ids: readonly string[]): Answer {
  try {
    return { status: 200, body: { ids, cents: price(ids) } };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { status: 400, body: { error: error.message } };
  }
}
