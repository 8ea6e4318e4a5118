import { parseImageName } from '#shared/ecr/image-name';
import { decidingRule, fateOf, isCounting, type Fate } from '#shared/ecr/lifecycle/fate';
import { parseLifecyclePolicy, type LifecycleRule } from '#shared/ecr/lifecycle/policy';
import type { ImageFacts } from '#shared/ecr/lifecycle/select';
import type { RegionalImage } from './api.ts';
import { ask } from './ask.ts';
import { note, toFindings, unchecked, type Finding, type Outcome } from './finding.ts';
import { fateWords } from './fate-words.ts';
import { ecrImage, type ImageTools } from './images.ts';
import { runChecks, type PreflightTools } from './run-checks.ts';

export interface ImageExpiry {
  /** Images that go soon, with what to do about it. */
  readonly warnings: readonly Finding[];
  /** Sentences: until when the others are there, and what could not be checked. */
  readonly told: readonly string[];
}

export interface ExpiryOptions {
  /** Whether the image is pulled now, which counts for rules that go by the last pull. */
  readonly pulledNow: boolean;
  /** Ends the look, besides the job's own. */
  readonly signal?: AbortSignal | undefined;
}

/** In milliseconds. */
const LIMIT_MS = 5_000;

/**
 * When lifecycle policies take away images in ECR. A policy does not know what a service would go back to, so that the
 * image of the release to go back to may be the next one it deletes.
 * @throws {ActionError} when the credentials are not valid; and the signal's reason
 */
export async function checkImageExpiry(
  images: readonly string[],
  { pulledNow, signal }: ExpiryOptions,
  tools: PreflightTools,
): Promise<ImageExpiry> {
  const signals = [tools.signal, signal].flatMap((each) => each ?? []);
  const now = tools.clock.now();
  const told: string[] = [];
  const checks = (asking: ImageTools) =>
    [...new Set(images)].map((image) => async () => {
      const seen = await lookUp(image, { now, pulledNow }, asking);
      if (seen.kind === 'unknown') return seen.outcomes;
      const words = fateWords(image, seen.fate, now);
      if (words.warning !== undefined) return [note(words.warning, words.fix)];
      if (words.told !== undefined) told.push(words.told);
      return [];
    });
  const outcomes = await runChecks(checks, LIMIT_MS, { ...tools, signal: AbortSignal.any(signals) });
  const skipped = outcomes.filter(({ severity }) => severity === 'unchecked');
  return {
    warnings: toFindings(outcomes.filter(({ severity }) => severity !== 'unchecked')),
    told: [...told, ...toFindings(skipped).map(({ problem }) => problem)],
  };
}

type Seen =
  | { readonly kind: 'known'; readonly fate: Fate }
  /** No outcome: there is nothing to say. */
  | { readonly kind: 'unknown'; readonly outcomes: readonly Outcome[] };

const nothing: Seen = { kind: 'unknown', outcomes: [] };

async function lookUp(
  image: string,
  { now, pulledNow }: { readonly now: number; readonly pulledNow: boolean },
  tools: ImageTools,
): Promise<Seen> {
  const name = parseImageName(image);
  const query = name && ecrImage(name, tools);
  if (query === undefined) return nothing;
  const what = `when ${image} expires`;
  const [policy, facts] = await Promise.all([
    ask({ what, permission: 'ecr:GetLifecyclePolicy', read: (api) => api.lifecyclePolicy(query) }, tools),
    ask({ what, permission: 'ecr:DescribeImages', read: (api) => api.imageFacts(query) }, tools),
  ]);
  const unanswered = [policy, facts].flatMap((answer) => (answer.kind === 'unknown' ? [answer.outcome] : []));
  if (unanswered.length > 0) return { kind: 'unknown', outcomes: unanswered };
  // That it is not there is told by the check of what the release needs.
  if (policy.kind !== 'answer' || facts.kind !== 'answer' || facts.value === undefined) return nothing;
  const rules = policy.value === undefined ? [] : parseLifecyclePolicy(policy.value);
  if (rules === undefined)
    return { kind: 'unknown', outcomes: [unchecked(what, 'the lifecycle policy is of an unknown form')] };
  const own = pulledNow ? { ...facts.value, pulledAt: now } : facts.value;
  const rule = decidingRule(rules, own);
  if (rule === undefined || !isCounting(rule)) return { kind: 'known', fate: fateOf(own, { rules, others: [], now }) };
  return await count(own, { query, rules, now, what }, tools);
}

interface Counting {
  readonly query: RegionalImage;
  readonly rules: readonly LifecycleRule[];
  readonly now: number;
  readonly what: string;
}

async function count(own: ImageFacts, { query, rules, now, what }: Counting, tools: ImageTools): Promise<Seen> {
  const permission = 'ecr:DescribeImages';
  const images = await ask({ what, permission, read: (api) => api.imagesOf(query) }, tools);
  if (images.kind === 'unknown') return { kind: 'unknown', outcomes: [images.outcome] };
  if (images.kind === 'missing') return nothing;
  if (images.value === undefined)
    return { kind: 'unknown', outcomes: [unchecked(what, 'the repository has too many images to count')] };
  return { kind: 'known', fate: fateOf(own, { rules, others: images.value, now }) };
}
