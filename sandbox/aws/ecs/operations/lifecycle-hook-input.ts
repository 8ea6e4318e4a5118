import type { LambdaFunctions } from '#sandbox/aws/lambda';
import { invalidParameter, unsupported } from '../errors.ts';
import type { LifecycleHook, LifecycleStage } from '../rollout/strategy.ts';
import { anything, integer, list, string, struct } from '../shape.ts';
import type { Decoded } from '../shape.ts';

export const hookShape = struct({
  targetType: string,
  hookTargetArn: string,
  roleArn: string,
  lifecycleStages: list(string),
  hookDetails: anything,
  timeoutConfiguration: struct({ timeoutInMinutes: integer, action: string }),
});

type Input = Decoded<typeof hookShape>;

const hookStages: readonly LifecycleStage[] = [
  'RECONCILE_SERVICE',
  'PRE_SCALE_UP',
  'POST_SCALE_UP',
  'TEST_TRAFFIC_SHIFT',
  'POST_TEST_TRAFFIC_SHIFT',
  'PRE_PRODUCTION_TRAFFIC_SHIFT',
  'PRODUCTION_TRAFFIC_SHIFT',
  'POST_PRODUCTION_TRAFFIC_SHIFT',
];

/** They also run during a rollback, where nobody is to be waited for. */
const notForPauses: readonly LifecycleStage[] = ['TEST_TRAFFIC_SHIFT', 'PRODUCTION_TRAFFIC_SHIFT'];

const most = 10;
const defaultTimeout = 1440;
const longestPause = 20_160;

/**
 * Limits: reference 2.1.
 * @throws InvalidParameterException | UnsupportedFeatureException
 */
export function readHooks(
  input: readonly Input[] | undefined,
  around: {
    readonly rolling: boolean;
    readonly lambda: LambdaFunctions;
    readonly present: readonly LifecycleHook[];
  },
): readonly LifecycleHook[] {
  if (!input) return around.present;
  if (input.length > 0 && around.rolling) {
    throw unsupported('The sandbox runs lifecycle hooks of BLUE_GREEN, LINEAR and CANARY deployments only.');
  }
  const hooks = input.map((entry) => readHook(entry, around.lambda));
  for (const type of ['PAUSE', 'AWS_LAMBDA']) {
    if (hooks.filter(({ target }) => target.type === type).length > most) {
      throw invalidParameter(`A service can have ${most} ${type} lifecycle hooks at most.`);
    }
  }
  return hooks;
}

function readHook(input: Input, lambda: LambdaFunctions): LifecycleHook {
  const stages = (input.lifecycleStages ?? []).map(stageOf);
  if (stages.length === 0) throw invalidParameter('lifecycleStages can not be empty.');
  const target = targetOf(input, lambda);
  const wrong = target.type === 'PAUSE' ? stages.find((stage) => notForPauses.includes(stage)) : undefined;
  if (wrong) throw invalidParameter(`PAUSE hooks cannot be configured at ${wrong}.`);
  return { target, stages, timeout: timeoutOf(input.timeoutConfiguration) };
}

function stageOf(name: string): LifecycleStage {
  const stage = hookStages.find((entry) => entry === name);
  if (!stage) throw invalidParameter(`Invalid lifecycle stage for a hook: ${name}.`);
  return stage;
}

function targetOf(input: Input, lambda: LambdaFunctions): LifecycleHook['target'] {
  const type = input.targetType ?? 'AWS_LAMBDA';
  if (type === 'PAUSE') {
    if (input.hookTargetArn !== undefined) throw invalidParameter('hookTargetArn is not applicable for PAUSE hooks.');
    return { type };
  }
  if (type !== 'AWS_LAMBDA') throw invalidParameter(`Invalid targetType: ${type}.`);
  const { hookTargetArn: functionArn, roleArn, hookDetails: details } = input;
  if (!functionArn) throw invalidParameter('hookTargetArn can not be blank for AWS_LAMBDA hooks.');
  if (!lambda.exists(functionArn)) throw unsupported(`The sandbox has no Lambda function ${functionArn}.`);
  return { type, functionArn, roleArn, details };
}

function timeoutOf(input: Input['timeoutConfiguration']): LifecycleHook['timeout'] {
  const minutes = input?.timeoutInMinutes ?? defaultTimeout;
  const action = input?.action ?? 'ROLLBACK';
  if (minutes < 1 || minutes > longestPause) {
    throw invalidParameter(`timeoutInMinutes must be between 1 and ${longestPause}.`);
  }
  if (action !== 'ROLLBACK' && action !== 'CONTINUE') throw invalidParameter(`Invalid timeout action: ${action}.`);
  return { minutes, action };
}
