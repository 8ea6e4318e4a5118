import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** A Chromium to look at pages with. */
export type Browser =
  { readonly found: true; readonly executable: string } | { readonly found: false; readonly reason: string };

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * The browser of this machine; as root on Debian it is installed where there is none.
 * @throws Error where CI is set and no browser can be had: on CI nothing is skipped
 */
export function findBrowser(): Browser {
  const present = places.find((place) => existsSync(place));
  if (present !== undefined) return { found: true, executable: present };
  const problem = installChromium();
  const installed = places.find((place) => existsSync(place));
  if (installed !== undefined) return { found: true, executable: installed };
  const reason = `no Chromium here, and it cannot be installed: ${problem ?? 'the package has no program'}`;
  if (process.env['CI'] !== undefined) throw new Error(reason);
  return { found: false, reason };
}

function installChromium(): string | undefined {
  if (process.getuid?.() !== 0) return 'only root may install packages';
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', 'chromium'],
  ]) {
    const { error, status, stderr } = spawnSync('apt-get', args, {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      encoding: 'utf8',
      timeout: 5 * 60_000,
    });
    if (error) return error.message;
    if (status !== 0) return `apt-get ${args.join(' ')} ended with ${status ?? 'a signal'}: ${stderr.slice(-500)}`;
  }
  return undefined;
}
