import type { InputReader } from '#shared/action/inputs';
import { parseImageName, type ImageName } from '#shared/ecr/image-name';
import type { ServiceRef } from '#shared/ecs/api';
import { isRevision } from '#shared/ecs/names';

import { readInsideProbe, type InsideProbe } from './probe-inputs.ts';

/** What must run in a service, as Amazon ECS and Elastic Load Balancing tell it. */
export interface ServiceCheck extends ServiceRef {
  readonly image: ExpectedImage | undefined;
  /** ARN, or `family:revision`. */
  readonly taskDefinition: string | undefined;
  /** Undefined: nothing is run inside. */
  readonly probe: InsideProbe | undefined;
}

export interface ExpectedImage {
  /** `sha256:…` */
  readonly digest: string;
  /** Undefined: of whichever repository. */
  readonly name: ImageName | undefined;
}

/** Expectations of a URL's answer. Without a URL nothing would hold them against anything. */
const OF_URLS = [
  'expect-version',
  'version-from',
  'expect-body',
  'expect-header',
  'expect-json',
  'max-latency',
] as const;

/**
 * Undefined: the service is not looked at.
 * @param hasUrls whether there are URLs to verify besides
 */
export function readServiceCheck(
  read: InputReader,
  { service, hasUrls }: { readonly service: ServiceRef | undefined; readonly hasUrls: boolean },
): ServiceCheck | undefined {
  const image = read.parsed(
    'expect-image',
    'an image by its digest, registry/name@sha256:… or sha256:…',
    parseExpected,
  );
  const taskDefinition = read.parsed('expect-task-definition', 'the ARN of a revision, or family:revision', (text) =>
    isRevision(text) ? text : undefined,
  );
  const probe = readInsideProbe(read);
  const asked = ['expect-image', 'expect-task-definition', 'probe-command'].filter(
    (name) => read.optional(name) !== undefined,
  );
  if (asked.length === 0) return undefined;
  if (read.optional('service') === undefined)
    for (const name of asked) read.problem(name, 'needs service: Amazon ECS is asked what runs there.');
  if (!hasUrls)
    for (const name of OF_URLS) {
      if (read.optional(name) !== undefined)
        read.problem(name, 'is for the answers of URLs, and none is given; expect-image is for what a service runs.');
    }
  return service === undefined ? undefined : { ...service, image, taskDefinition, probe };
}

function parseExpected(text: string): ExpectedImage | undefined {
  if (/^sha256:[0-9a-f]{64}$/.test(text)) return { digest: text, name: undefined };
  const name = parseImageName(text);
  return name?.digest === undefined ? undefined : { digest: name.digest, name };
}
