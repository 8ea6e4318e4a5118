import { BalancerRefusal } from '#sandbox/loadbalancer/process-handle';
import { Members } from '../protocol/members.ts';
import { AwsError } from '../service.ts';
import type { JsonObject, Operation } from '../service.ts';
import type { Elbv2Context } from './context.ts';
import { unsupported } from './health-check-input.ts';
import type { ListenerRecord } from './state.ts';

/** AWS begins at 1; here 0 takes a free port, and the answer names it. */
const PORT = { min: 0, max: 65_535 } as const;

export function listenerOperations(context: Elbv2Context): Readonly<Record<string, Operation>> {
  return {
    CreateListener: (input) => create(context, new Members(input, 'ValidationError')),
    DescribeListeners: (input) => describe(context, new Members(input, 'ValidationError')),
    DeleteListener: async (input) => {
      const arn = new Members(input, 'ValidationError').requiredText('ListenerArn');
      await removeListener(context, find(context, arn));
      return {};
    },
  };
}

async function create(context: Elbv2Context, input: Members): Promise<JsonObject> {
  const loadBalancer = context.state.loadBalancer(input.requiredText('LoadBalancerArn'));
  const protocol = input.text('Protocol') ?? 'HTTP';
  if (protocol !== 'HTTP') throw unsupported(`listeners with the protocol '${protocol}'`);
  const port = input.integer('Port', PORT);
  if (port === undefined) throw new AwsError('ValidationError', 'A listener port must be specified');
  const group = context.state.targetGroup(forwardTarget(input.records('DefaultActions')));
  const arn = context.arn(
    loadBalancer.arn.slice(loadBalancer.arn.indexOf('loadbalancer/')).replace('loadbalancer', 'listener'),
  );
  context.targets.use(group);
  try {
    const bound = await context.balancer.listen(port, group.arn);
    const made: ListenerRecord = { arn, loadBalancerArn: loadBalancer.arn, targetGroupArn: group.arn, port: bound };
    context.state.listeners.set(arn, made);
    return answer([made]);
  } catch (error) {
    releaseGroup(context, group.arn);
    throw portRefused(error, port);
  }
}

/** Lets the requests under way end first. */
export async function removeListener(context: Elbv2Context, listener: ListenerRecord): Promise<void> {
  if (!context.state.listeners.delete(listener.arn)) return;
  await context.balancer.unlisten(listener.port);
  releaseGroup(context, listener.targetGroupArn);
}

function releaseGroup(context: Elbv2Context, targetGroupArn: string): void {
  if (context.state.listenersOf(targetGroupArn).length === 0) context.targets.disuse(targetGroupArn);
}

function portRefused(error: unknown, port: number): unknown {
  if (!(error instanceof BalancerRefusal)) return error;
  if (error.code === 'EADDRINUSE')
    return new AwsError('DuplicateListener', `Port ${port} of 127.0.0.1 is already in use`);
  if (error.code === 'EACCES')
    return new AwsError('InvalidConfigurationRequest', `Port ${port} of 127.0.0.1 may not be bound by this user`);
  return error;
}

/** One forward action to one target group is what a rolling deployment needs; rules and weights are not there yet. */
function forwardTarget(actions: readonly Members[]): string {
  const [action, ...more] = actions;
  if (!action) throw new AwsError('ValidationError', 'A default action must be specified');
  const type = action.requiredText('Type');
  if (type !== 'forward' || more.length > 0)
    throw unsupported(`the listener action '${more.length > 0 ? 'several' : type}'`);
  const groups = action.record('ForwardConfig')?.records('TargetGroups') ?? [];
  if (groups.length > 1) throw unsupported('weighted target groups');
  const arn = action.text('TargetGroupArn') ?? groups[0]?.requiredText('TargetGroupArn');
  if (arn === undefined) throw new AwsError('ValidationError', 'A target group ARN must be specified');
  return arn;
}

function describe(context: Elbv2Context, input: Members): JsonObject {
  const arns = input.texts('ListenerArns');
  if (arns.length > 0) return answer(arns.map((arn) => find(context, arn)));
  const { arn } = context.state.loadBalancer(input.requiredText('LoadBalancerArn'));
  return answer([...context.state.listeners.values()].filter((listener) => listener.loadBalancerArn === arn));
}

function find(context: Elbv2Context, arn: string): ListenerRecord {
  const found = context.state.listeners.get(arn);
  if (!found) throw new AwsError('ListenerNotFound', 'One or more listeners not found');
  return found;
}

function answer(listeners: readonly ListenerRecord[]): JsonObject {
  return {
    Listeners: listeners.map(({ arn, loadBalancerArn, targetGroupArn, port }) => ({
      ListenerArn: arn,
      LoadBalancerArn: loadBalancerArn,
      Port: port,
      Protocol: 'HTTP',
      DefaultActions: [
        {
          Type: 'forward',
          TargetGroupArn: targetGroupArn,
          ForwardConfig: {
            TargetGroups: [{ TargetGroupArn: targetGroupArn, Weight: 1 }],
            TargetGroupStickinessConfig: { Enabled: false },
          },
        },
      ],
    })),
  };
}
