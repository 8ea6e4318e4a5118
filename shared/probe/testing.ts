import type { ProbeOptions, ProbeRequest } from '#shared/http/probe-request';
import type { ProbeResult } from '#shared/http/probe-result';
import { PLAIN_GET } from '#shared/http/testing';
import { probe } from './probe.ts';

type AskOptions = Partial<Omit<ProbeRequest, 'url'>> & Partial<ProbeOptions>;

/** Probes `url` in the protocol of its scheme. */
export function ask(url: string, options: AskOptions = {}): Promise<ProbeResult> {
  const { env = {}, signal = new AbortController().signal, ...request } = options;
  return probe({ ...PLAIN_GET, url: new URL(url), ...request }, { env, signal });
}

/** Sockets that this process holds open as a client, or is opening. A probe that is over must leave none. */
export function openSockets(): number {
  return process.getActiveResourcesInfo().filter((name) => /^(?:TCPSocketWrap|TLSWrap|TCPConnectWrap)$/.test(name))
    .length;
}

/** Waits until `condition` holds; a socket closes a moment after it was destroyed. */
export async function eventually(condition: () => boolean, limitMs = 1_000): Promise<boolean> {
  for (const end = performance.now() + limitMs; performance.now() < end;) {
    if (condition()) return true;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return condition();
}
