import type { ActionContext } from '#shared/action/context';
import { memo } from '#shared/aws/memo';
import { Slots } from '#shared/aws/slots';
import { wrapCalls } from '#shared/aws/wrap-calls';
import type { EcsApi } from '#shared/ecs/api';
import { batched, type BatchedOptions } from '#shared/ecs/batched';
import { patient } from '#shared/ecs/patient';
import { askedOnce } from '#shared/ecs/preflight/asked-once';
import { beginPreflight } from '#shared/ecs/preflight/lazy-preflight';
import type { DeployInputs } from '../inputs.ts';
import { openTools, type StepTools } from '../tools.ts';
import { sharingRegistrations } from './shared-registrations.ts';

/** Calls to one service of AWS that go on at a time: its limits are shared by all jobs of the account. */
const AT_A_TIME = 10;
/** A cancelled job has seconds left, and each service needs several calls to be taken back. */
const AFTER_CANCEL = { atATime: 25, windowMs: 20, budget: { burst: 50, perSecond: 20 } };

export interface SeveralTools extends StepTools {
  /** To be called when nothing is looked at before the deployments any more. */
  readonly endPreflight: () => void;
}

/** The tools of a step of many services, which ask AWS no more often than they must. */
export function openSeveral(
  context: ActionContext,
  inputs: Pick<DeployInputs, 'aws' | 'preflight' | 'sha' | 'environment'>,
): SeveralTools {
  const { config, deploy, ...tools } = openTools(context, { ...inputs, preflight: false });
  const { clock } = context;
  const ended = new AbortController();
  const signal = AbortSignal.any([context.signal, ended.signal]);
  const checked = { signal, slots: new Slots(AT_A_TIME) };
  const api = sharingRegistrations(
    gathered(deploy.api, { clock, signal: context.signal, atATime: AT_A_TIME }),
    context,
  );
  const patiently = patient(api, context);
  const balancing = new Slots(AT_A_TIME);
  const reading = new Slots(AT_A_TIME);
  const deploying = new Slots(AT_A_TIME);
  return {
    ...tools,
    config,
    endPreflight: () => {
      ended.abort();
    },
    // A definition does not change, and many services run the same.
    reading: { ...patiently, describeTaskDefinition: memo((name: string) => patiently.describeTaskDefinition(name)) },
    look: inputs.preflight ? beginPreflight(config, context, (open) => askedOnce(open, checked)) : undefined,
    deploy: {
      ...deploy,
      api,
      apiAfterCancel: gathered(deploy.apiAfterCancel, { clock, ...AFTER_CANCEL }),
      loadBalancers: wrapCalls(deploy.loadBalancers, (call) => balancing.use(call)),
      readLogs: (request) => reading.use(() => deploy.readLogs(request)),
      codeDeploy: async () => wrapCalls(await deploy.codeDeploy(), (call) => deploying.use(call)),
      heartbeat: false,
    },
  };
}

/** Looks at services are gathered and so few by themselves; they must not wait behind calls that are tried again. */
function gathered(api: EcsApi, { atATime, ...options }: BatchedOptions & { readonly atATime: number }): EcsApi {
  const slots = new Slots(atATime);
  const limited = wrapCalls(api, (call) => slots.use(call));
  return batched(
    { ...limited, describeServices: (cluster, services) => api.describeServices(cluster, services) },
    options,
  );
}
