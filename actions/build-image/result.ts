import type { BuildStep } from '#shared/docker/build-progress';

/** What the step did, and the image it gives to the steps after it. */
export type ImageResult =
  | (InRegistry & { readonly result: 'reused' })
  | (InRegistry & Build & { readonly result: 'built' })
  | (Build & {
      readonly result: 'not-pushed';
      readonly repository: string;
      readonly tag: string;
      /** `repository:tag` in the engine's own store, undefined when it cannot hold the image. */
      readonly taggedImage: string | undefined;
      readonly reason: string;
    });

export interface InRegistry {
  readonly repository: string;
  readonly tag: string;
  /** `registry/name:tag` */
  readonly taggedImage: string;
  /** `registry/name@sha256:…` */
  readonly image: string;
  readonly digest: string;
  /** Bytes a pull transfers, undefined for an index. */
  readonly sizeBytes: number | undefined;
  readonly furtherTags: readonly string[];
}

/** How an image was built. */
export interface Build {
  readonly engine: string;
  readonly steps: readonly BuildStep[];
  /** Times the build was run; more than one when a push had to be tried again. */
  readonly attempts: number;
  /** What was done about a cache in the registry, as a sentence. */
  readonly cache: string;
}
