import { shortenMiddle } from '#shared/text/truncate';

/**
 * What the agent of ECS and the AWS SDK for Go put around a failure's own words: how often they tried, which layer hands
 * the error on, ids of requests.
 */
const WRAPPING: readonly RegExp[] = [
  /execution resource retrieval failed: /g,
  /service call has been retried \d+ times?(?:\(s\))?: /g,
  /operation error [\w ]+: \w+, /g,
  /https response error StatusCode: \d+, RequestID: [\w-]+, /g,
  /api error (?=\w+Exception)/g,
];

/** More is for log and summary. */
const MOST = 600;

/** A failure in AWS's own words, without what says nothing of its cause: the names of things stay. */
export function essentialWords(what: string): string {
  return shortenMiddle(
    WRAPPING.reduce((words, wrapping) => words.replaceAll(wrapping, ''), what),
    MOST,
  );
}
