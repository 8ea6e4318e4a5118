import type { Platform } from '../registry/manifest.ts';

/** This machine in the words of OCI, which are Go's. */
export function hostPlatform(): Platform {
  const architectures: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386', arm64: 'arm64' };
  const systems: Readonly<Record<string, string>> = { win32: 'windows' };
  const { arch, platform } = process;
  return { os: systems[platform] ?? platform, architecture: architectures[arch] ?? arch };
}
