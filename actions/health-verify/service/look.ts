import type { ActionContext } from '#shared/action/context';
import { awsFailure, faultKind, isRetryable } from '#shared/aws/faults';
import { withRetry } from '#shared/aws/retry';
import { errorMessage } from '#shared/action/errors';
import { revisionName } from '#shared/ecs/names';
import type { Answer, Failure, ProbeResult } from '#shared/http/probe-result';
import { formatDuration } from '#shared/text/duration';
import type { LookOnce } from '#shared/verify/verify';
import { describeFacts } from './describe-facts.ts';
import { readService, type ServiceApis, type ServiceFacts } from './facts.ts';
import { imageOf, repositoryOf, type AcceptedImage } from './image.ts';
import type { ServiceCheck } from './inputs.ts';
import { judgeService, type Judged } from './judge-service.ts';
import type { PlatformsOf } from './platforms.ts';
import { VERSION_HEADER } from './target.ts';

/** Looks at a service. Rejects only with the signal's reason, or for a defect. */
export interface ServiceLook {
  readonly look: LookOnce;
  /** ARN of the revision that was PRIMARY at the last look. */
  readonly revision: string | undefined;
}

export interface LookTools extends Pick<ActionContext, 'clock' | 'random' | 'log' | 'signal'> {
  /** Clients whose calls end with `signal`. */
  readonly open: (signal: AbortSignal) => ServiceApis;
  readonly platformsOf: PlatformsOf;
}

export function createServiceLook(check: ServiceCheck, tools: LookTools): ServiceLook {
  return new Look(check, tools);
}

class Look implements ServiceLook {
  readonly #check: ServiceCheck;
  readonly #tools: LookTools;
  readonly #healthChecks = new Map<string, Promise<boolean>>();
  #platforms: readonly string[] | undefined;
  #revision: string | undefined;

  constructor(check: ServiceCheck, tools: LookTools) {
    this.#check = check;
    this.#tools = tools;
  }

  get revision(): string | undefined {
    return this.#revision;
  }

  readonly look = async (limitMs: number): Promise<ProbeResult> => {
    const { clock, signal } = this.#tools;
    const begun = clock.elapsed();
    const ms = (): number => Math.round(clock.elapsed() - begun);
    try {
      const facts = await this.#readPatiently(limitMs);
      return this.#answer(facts, ms());
    } catch (error) {
      signal.throwIfAborted();
      return unread(error, { ms: ms(), limitMs, check: this.#check });
    }
  };

  /** A look that AWS is too busy for says nothing of the service, so it is no reason to begin counting anew. */
  async #readPatiently(limitMs: number): Promise<ServiceFacts> {
    const { clock, random, log, open, signal } = this.#tools;
    const deadline = clock.elapsed() + limitMs;
    const limited = AbortSignal.any([signal, AbortSignal.timeout(Math.ceil(limitMs))]);
    let told = false;
    return withRetry(() => this.#read(open(limited)), {
      clock,
      random,
      signal: limited,
      attempts: Infinity,
      retryable: (error) => isRetryable(error) && clock.elapsed() < deadline,
      onRetry: (error) => {
        if (!told) log.info(`AWS did not answer, asking again: ${errorMessage(error)}`);
        told = true;
      },
    });
  }

  async #read(apis: ServiceApis): Promise<ServiceFacts> {
    const facts = await readService(apis, this.#check, (taskDefinition) => this.#hasHealthCheck(apis, taskDefinition));
    await this.#findPlatforms(facts);
    return facts;
  }

  /** A revision never changes, so each is read once. */
  #hasHealthCheck({ ecs }: ServiceApis, taskDefinition: string): Promise<boolean> {
    const known = this.#healthChecks.get(taskDefinition);
    if (known !== undefined) return known;
    const read = ecs
      .describeTaskDefinition(taskDefinition)
      .then((described) =>
        (described.taskDefinition.containerDefinitions ?? []).some(({ healthCheck }) => healthCheck !== undefined),
      );
    this.#healthChecks.set(taskDefinition, read);
    read.catch(() => this.#healthChecks.delete(taskDefinition));
    return read;
  }

  /** Asked once, when a task first tells another digest than the expected one. */
  async #findPlatforms({ tasks }: ServiceFacts): Promise<void> {
    const { image } = this.#check;
    if (image === undefined || this.#platforms !== undefined) return;
    const literally: AcceptedImage = { ...image, platforms: [] };
    const other = tasks.find((task) => {
      const told = imageOf(task, literally);
      return told !== undefined && told !== image.digest;
    });
    const name = other && repositoryOf(other, image);
    if (name !== undefined) this.#platforms = await this.#tools.platformsOf(name);
  }

  #answer(facts: ServiceFacts, ms: number): Answer {
    const { image } = this.#check;
    const accepted = image && { ...image, platforms: this.#platforms ?? [] };
    const { condition, version } = this.#unchanged(facts, judgeService(facts, this.#check, accepted));
    const headers = version === undefined ? {} : { [VERSION_HEADER]: version };
    return { kind: 'answered', status: condition, headers, body: describeFacts(facts), truncated: false, ms };
  }

  /** What was counted of one revision is no proof of another, though it may run the same image. */
  #unchanged({ primary }: ServiceFacts, judged: Judged): Judged {
    const before = this.#revision;
    this.#revision = primary?.revision;
    const { condition } = judged;
    if (before === undefined || before === this.#revision || condition.health !== 'healthy') return judged;
    const reason = `the service came from ${revisionName(before)} to ${revisionName(this.#revision ?? '')}`;
    return { ...judged, condition: { word: condition.word, health: 'unhealthy', reason } };
  }
}

function unread(
  error: unknown,
  { ms, limitMs, check }: { readonly ms: number; readonly limitMs: number; readonly check: ServiceCheck },
): Answer | Failure {
  const kind = faultKind(error);
  if (kind === 'unknown') throw error;
  if (isRetryable(error)) {
    const message = `AWS did not answer within ${formatDuration(limitMs)}: ${errorMessage(error)}`;
    return { kind: 'failed', failure: 'timeout', message, ms };
  }
  const { message, hint } = awsFailure(`look at service ${check.service}`, error);
  const reason = hint === undefined ? message : `${message} ${hint}`;
  return {
    kind: 'answered',
    status: { word: kind, health: 'hopeless', reason: reason.replace(/\.$/, '') },
    headers: {},
    body: '',
    truncated: false,
    ms,
  };
}
