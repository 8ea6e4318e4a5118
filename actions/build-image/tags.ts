/** Partial versions: `v1` and `1.2` move with every release; a run number of four digits and more does not. */
const PARTIAL_VERSION = /^v?\d{1,3}(?:\.\d{1,3})?$/;
const LATEST = /(?:^|[._-])latest(?:$|[._-])/i;

/**
 * Whether a tag looks like one that is moved from image to image: `latest` in any place, a word without a digit
 * (`main`, `stable`, `prod`), a partial version. What names one state for ever has a commit, a full version, a date
 * or a number in it.
 */
export function looksMutable(tag: string): boolean {
  return LATEST.test(tag) || PARTIAL_VERSION.test(tag) || !/\d/.test(tag);
}
