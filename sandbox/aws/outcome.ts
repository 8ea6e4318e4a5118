import type { IncomingHttpHeaders } from 'node:http';
import type { Effect } from '#sandbox/faults/requests';
import type { RequestPlan } from '#sandbox/faults/request-plan';
import type { SandboxClock } from '../clock.ts';
import { authenticate } from './protocol/authentication.ts';
import type { Authenticator } from './protocol/authentication.ts';
import { readSigner } from './protocol/authorization.ts';
import type { Delivery } from './protocol/deliver.ts';
import { accessDenied, expiredToken, serverError, skewed, throttled } from './protocol/refusals.ts';
import type { KnownRoute, Route } from './protocol/route.ts';
import type { Wire } from './protocol/wire.ts';
import { AwsError } from './service.ts';
import type { TokenBuckets } from './token-buckets.ts';
import type { Validator } from './validator.ts';

/** What one request is judged by. */
export interface Judging {
  readonly clock: SandboxClock;
  readonly authenticator?: Authenticator;
  readonly validator?: Validator;
  readonly buckets?: TokenBuckets;
  readonly headers: IncomingHttpHeaders;
  readonly requestId: string;
  /** False when the body was too large to be read. */
  readonly complete: boolean;
  readonly plan: RequestPlan;
}

export interface Outcome {
  readonly delivery: Delivery;
  readonly errorCode?: string;
  /** Something that is no {@link AwsError}: a defect of the sandbox. */
  readonly defect?: unknown;
}

/** Runs the operation, or does to it what was ordered. */
export async function outcomeOf(asked: Route, judging: Judging): Promise<Outcome> {
  const { wire } = asked;
  const refuse = (error: AwsError): Outcome => refusedWith(wire, error, judging.requestId);
  if (!judging.complete) return refuse(new AwsError('RequestEntityTooLarge', 'Request body is too large.', 413));
  if (!asked.found) return refuse(asked.error);
  const late = signatureFault(asked, judging);
  if (late) return refuse(late);
  const { ending } = judging.plan;
  switch (ending.kind) {
    case 'answer':
      return attempt(asked, judging);
    case 'refuse':
      return refuse(refusals[ending.reason](asked));
    case 'server-error':
      return {
        ...(await defectOf(ending.effect, asked, judging)),
        ...(ending.shape === 'aws' ? refuse(serverError(asked)) : { delivery: unavailable }),
      };
    case 'cut':
      return { ...(await defectOf(ending.effect, asked, judging)), delivery: { how: ending.how } };
    case 'truncate':
      return halved(await attempt(asked, judging));
  }
}

const refusals = {
  throttle: throttled,
  'expired-token': expiredToken,
  // The sandbox has one user, who may do anything until a fault says otherwise.
  'access-denied': (asked: KnownRoute) => accessDenied(asked, 'arn:aws:iam::123456789012:user/sandbox'),
} as const;

/** As load balancers in front of AWS's endpoints answer; SDKs cannot parse it and look at the status. */
const unavailable: Delivery = {
  how: 'whole',
  reply: {
    status: 503,
    contentType: 'text/html',
    body: '<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this request.\n</body></html>\n',
  },
};

function signatureFault(asked: KnownRoute, { clock, headers, plan }: Judging): AwsError | undefined {
  const signedAt = headers['x-amz-date'];
  if (plan.skewMs === undefined || typeof signedAt !== 'string') return undefined;
  return skewed(asked, signedAt, clock.now() + plan.skewMs);
}

/** A request may take effect although its answer never tells; what it would have answered is lost, but for a defect. */
async function defectOf(effect: Effect, asked: KnownRoute, judging: Judging): Promise<Pick<Outcome, 'defect'>> {
  if (effect === 'none') return {};
  const { defect } = await attempt(asked, judging);
  return defect === undefined ? {} : { defect };
}

function halved(outcome: Outcome): Outcome {
  const { delivery } = outcome;
  return 'reply' in delivery ? { ...outcome, delivery: { how: 'half', reply: delivery.reply } } : outcome;
}

async function attempt(asked: KnownRoute, judging: Judging): Promise<Outcome> {
  const { buckets, headers, requestId, validator } = judging;
  const { kind, operation, service, wire } = asked;
  try {
    const signer = readSigner(headers);
    authenticate({ kind, operation, service, signer }, judging.authenticator);
    if (service === 'ECS' && buckets?.take(operation) === false) throw throttled(asked);
    const input = asked.decode();
    validator?.checkInput(asked, input);
    const output = await asked.run(input, { requestId, accessKeyId: signer?.accessKeyId });
    const delivery: Delivery = { how: 'whole', reply: wire.success(operation, output, requestId) };
    const [violation] = validator?.violations(asked, output) ?? [];
    return violation === undefined
      ? { delivery }
      : { delivery, defect: new Error(`the answer is not AWS's: ${violation}`) };
  } catch (error) {
    if (error instanceof AwsError) return refusedWith(wire, error, requestId);
    const message = error instanceof Error ? error.message : String(error);
    const failure = new AwsError('InternalFailure', `The sandbox failed: ${message}`, 500);
    return { ...refusedWith(wire, failure, requestId), defect: error };
  }
}

function refusedWith(wire: Wire, error: AwsError, requestId: string): Outcome {
  return { delivery: { how: 'whole', reply: wire.failure(error, requestId) }, errorCode: error.code };
}
