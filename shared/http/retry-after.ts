import { httpStatus, type Answer } from './probe-result.ts';

/** Statuses with which a server may ask to be left alone: RFC 6585, section 4; RFC 9110, section 15.6.4. */
const ASKING: ReadonlySet<number> = new Set([429, 503]);
const SECONDS = /^\d{1,9}$/;
// RFC 9110, section 5.6.7: all three forms of a date begin with the day of the week.
const HTTP_DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)/;

/**
 * Milliseconds for which an answer asks to be left alone by its Retry-After (RFC 9110, section 10.2.3), in seconds or
 * until a date; undefined when it asks for nothing, or for a time that is over. `now` is epoch milliseconds.
 */
export function retryAfterMs(answer: Pick<Answer, 'status' | 'headers'>, now: number): number | undefined {
  const value = answer.headers['retry-after']?.trim();
  if (value === undefined || !ASKING.has(httpStatus(answer) ?? 0)) return undefined;
  const ms = SECONDS.test(value) ? Number(value) * 1_000 : HTTP_DATE.test(value) ? Date.parse(value) - now : Number.NaN;
  return ms > 0 ? ms : undefined;
}
