import { afterAll, beforeAll } from '@jest/globals';
import type { ServiceOptions } from './rollout-service.ts';
import { pushImage } from './rollout-app.ts';
import { Rollouts, type OpenOptions } from './rollouts.ts';

export type ServiceSettings = Pick<ServiceOptions, 'gracePeriod' | 'circuitBreaker' | 'twoGroups' | 'configuration'>;

export interface StageOptions<Name extends string> extends OpenOptions {
  /** By name: made before the tests, each serving release `one` from the stage's image. */
  readonly services?: Readonly<Record<Name, ServiceSettings>>;
  /** What must be there before the services. */
  readonly prepare?: (rollouts: Rollouts) => Promise<void>;
}

/** What the tests of one file play on. Ready in every hook and test after the stage was asked for. */
export interface Stage<Name extends string> {
  readonly rollouts: Rollouts;
  /** The rollout program's image by digest, of commit `aaaa…`. */
  readonly image: string;
  /** The URL of the service's load balancer. */
  urlOf(name: Name): string;
}

const OPEN_MS = 60_000;
const CLOSE_MS = 30_000;

/** Opens a local AWS with an image and services before the tests of a file, and closes it after them. */
export function setStage<Name extends string = never>(options: StageOptions<Name> = {}): Stage<Name> {
  const { services, prepare, ...open } = options;
  let stage: Stage<Name> | undefined;
  beforeAll(async () => {
    const rollouts = await Rollouts.open(open);
    const { image } = await pushImage(rollouts.sandbox, { repository: 'web', sha: 'a'.repeat(40) });
    const urls = new Map<string, string>();
    stage = { rollouts, image, urlOf: (name) => urls.get(name) ?? '' };
    await prepare?.(rollouts);
    await Promise.all(
      Object.entries<ServiceSettings>(services ?? {}).map(async ([name, settings]) => {
        urls.set(name, await rollouts.createService({ name, image, ...settings }));
      }),
    );
  }, OPEN_MS);
  afterAll(() => stage?.rollouts.close(), CLOSE_MS);
  const ready = (): Stage<Name> => {
    if (stage === undefined) throw new Error('The stage is set before the tests, not while the file is read.');
    return stage;
  };
  return {
    get rollouts() {
      return ready().rollouts;
    },
    get image() {
      return ready().image;
    },
    urlOf: (name) => ready().urlOf(name),
  };
}
