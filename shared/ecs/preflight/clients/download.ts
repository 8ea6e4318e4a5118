import { once } from 'node:events';
import { Agent as HttpAgent, get as httpGet, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, get as httpsGet } from 'node:https';
import type { AwsClientConfig } from '#shared/aws/client-config';

/** The configuration of an image is some kilobytes. */
const MAX_LENGTH = 4 * 1024 * 1024;

export interface DownloadOptions extends Pick<AwsClientConfig, 'requestHandler'> {
  readonly abortSignal: AbortSignal;
}

/**
 * The text at a URL that AWS has signed, got over the connections AWS is called with, and so through the same proxy.
 * @param options.requestHandler has made a call before: only then it has its connections
 * @throws Error when the answer is not 200, or far larger than a configuration is
 */
export async function download(url: URL, { requestHandler, abortSignal }: DownloadOptions): Promise<string> {
  const { httpAgent, httpsAgent } = requestHandler.httpHandlerConfigs();
  const options = { signal: abortSignal };
  const request =
    url.protocol === 'http:'
      ? httpGet(url, { ...options, ...(httpAgent instanceof HttpAgent ? { agent: httpAgent } : {}) })
      : httpsGet(url, { ...options, ...(httpsAgent instanceof HttpsAgent ? { agent: httpsAgent } : {}) });
  const [response] = (await once(request, 'response')) as [IncomingMessage]; // Node's documentation of the event
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > MAX_LENGTH) throw new Error(`${url.host} answered with more than the configuration of an image.`);
    parts.push(part);
  }
  if (response.statusCode !== 200) throw new Error(`${url.host} answered with status ${response.statusCode ?? 0}.`);
  return Buffer.concat(parts).toString('utf8');
}
