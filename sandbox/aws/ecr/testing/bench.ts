import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Digest } from '#sandbox/registry/digest';
import { MEDIA_TYPES } from '#sandbox/registry/manifest';
import type { Registry } from '#sandbox/registry/server';
import { startRegistry } from '#sandbox/registry/server';
import { FakeClock } from '#sandbox/testing/fake-clock';
import { strictValidator } from '#sandbox/testing/strict-validator';
import { startAwsServer } from '../../server.ts';
import type { Ecr } from '../service.ts';
import { createEcr } from '../service.ts';
import { createEcrTokens, ecrPolicy } from '../tokens.ts';

export const ACCOUNT = '123456789012';

export interface EcrBench {
  readonly clock: FakeClock;
  readonly registry: Registry;
  readonly ecr: Ecr;
  readonly url: string;
  /** For HTTP requests to the registry; good for twelve hours. */
  authorization(): string;
  /** A manifest whose parts are in the repository already. */
  manifest(repositoryName: string, content: string): Promise<string>;
  /** Pushes a manifest as Docker does. */
  push(repositoryName: string, tag: string, manifest: string): Promise<Response>;
  close(): Promise<void>;
}

/** ECR's API and its registry over HTTP, on a clock that stands still. */
export async function startEcrBench(start: number): Promise<EcrBench> {
  const directory = await mkdtemp(join(tmpdir(), 'ecr-bench-'));
  const clock = new FakeClock({ start });
  const tokens = createEcrTokens({ clock });
  const registry = await startRegistry({ directory, clock, registryId: ACCOUNT, policy: ecrPolicy(tokens) });
  const ecr = createEcr({ clock, account: ACCOUNT, region: 'us-east-1', registry, tokens });
  const server = await startAwsServer({ services: [ecr.service], clock, validator: strictValidator() });
  const authorization = (): string => `Basic ${Buffer.from(`AWS:${tokens.issue().password}`).toString('base64')}`;
  return {
    clock,
    registry,
    ecr,
    url: server.url,
    authorization,
    manifest: async (repositoryName, content) => {
      const { digest, size } = await registry.store.blobs.put([Buffer.from(content)]);
      registry.store.addBlob(repositoryName, digest);
      const config: { mediaType: string; digest: Digest; size: number } = {
        mediaType: MEDIA_TYPES.ociConfig,
        digest,
        size,
      };
      return JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPES.ociManifest, config, layers: [] });
    },
    push: (repositoryName, tag, manifest) =>
      fetch(`http://${registry.host}/v2/${repositoryName}/manifests/${tag}`, {
        method: 'PUT',
        headers: { authorization: authorization(), 'content-type': MEDIA_TYPES.ociManifest },
        body: manifest,
      }),
    close: async () => {
      await server.close();
      await registry.close();
      await rm(directory, { recursive: true });
    },
  };
}
