import { BalancerRefusal } from '#sandbox/loadbalancer/process-handle';
import { Members } from '../protocol/members.ts';
import { AwsError } from '../service.ts';
import type { JsonObject, Operation } from '../service.ts';
import { readAction, shownAction } from './actions.ts';
import type { Elbv2Context } from './context.ts';
import { page } from './page.ts';
import { invalid, unsupported } from './refusals.ts';
import type { ListenerRecord, RuleRecord } from './state.ts';
import { readTags } from './tags.ts';

/** AWS begins at 1; here 0 takes a free port, and the answer names it. */
const PORT = { min: 0, max: 65_535 } as const;

export function listenerOperations(context: Elbv2Context): Readonly<Record<string, Operation>> {
  return {
    CreateListener: (input) => create(context, new Members(input, 'ValidationError')),
    DescribeListeners: (input) => describe(context, new Members(input, 'ValidationError')),
    ModifyListener: (input) => modify(context, new Members(input, 'ValidationError')),
    DeleteListener: async (input) => {
      const arn = new Members(input, 'ValidationError').requiredText('ListenerArn');
      await removeListener(context, context.state.listener(arn));
      return {};
    },
  };
}

async function create(context: Elbv2Context, input: Members): Promise<JsonObject> {
  const { state } = context;
  const loadBalancer = state.loadBalancer(input.requiredText('LoadBalancerArn'));
  checkProtocol(input);
  const port = input.integer('Port', PORT);
  if (port === undefined) throw invalid('A listener port must be specified');
  const action = readAction(input.records('DefaultActions'), state);
  const tags = readTags(input);
  const arn = context.arn(loadBalancer.arn.replace(/^.*:loadbalancer\//, 'listener/'));
  const rule: RuleRecord = {
    arn: context.arn(arn.replace(/^.*:listener\//, 'listener-rule/')),
    listenerArn: arn,
    priority: 'default',
    conditions: [],
    action,
  };
  // The rule first: its groups are in use while the port is being bound.
  state.rules.set(rule.arn, rule);
  try {
    const made: ListenerRecord = { arn, loadBalancerArn: loadBalancer.arn, port: await bind(context, arn, port) };
    state.listeners.set(arn, made);
    state.tags.set(arn, tags);
    return answer(context, [made]);
  } catch (error) {
    state.rules.delete(rule.arn);
    context.routes.tidy();
    throw error;
  }
}

async function modify(context: Elbv2Context, input: Members): Promise<JsonObject> {
  const { state } = context;
  const listener = state.listener(input.requiredText('ListenerArn'));
  checkProtocol(input);
  const port = input.integer('Port', PORT) ?? listener.port;
  const actions = input.records('DefaultActions');
  const action = actions.length === 0 ? undefined : readAction(actions, state);
  const bound = port === listener.port ? port : await bind(context, listener.arn, port);
  if (action) {
    const rule = state.defaultRule(listener.arn);
    state.rules.set(rule.arn, { ...rule, action });
  }
  state.listeners.set(listener.arn, { ...listener, port: bound });
  context.routes.update(listener.arn);
  if (bound !== listener.port) await context.routes.close(listener.port);
  return answer(context, [state.listener(listener.arn)]);
}

/** Lets the requests under way end first. */
export async function removeListener({ state, routes }: Elbv2Context, listener: ListenerRecord): Promise<void> {
  if (!state.listeners.delete(listener.arn)) return;
  await routes.close(listener.port);
  for (const { arn } of state.rulesOf(listener.arn)) {
    state.rules.delete(arn);
    state.tags.delete(arn);
  }
  state.tags.delete(listener.arn);
  routes.tidy();
}

function checkProtocol(input: Members): void {
  const protocol = input.text('Protocol') ?? 'HTTP';
  if (protocol !== 'HTTP') throw unsupported(`listeners with the protocol '${protocol}'`);
  if (input.records('Certificates').length > 0) throw unsupported('certificates');
}

async function bind(context: Elbv2Context, listenerArn: string, port: number): Promise<number> {
  try {
    return await context.routes.open(listenerArn, port);
  } catch (error) {
    throw portRefused(error, port);
  }
}

function portRefused(error: unknown, port: number): unknown {
  if (!(error instanceof BalancerRefusal)) return error;
  if (error.code === 'EADDRINUSE')
    return new AwsError('DuplicateListener', `Port ${port} of 127.0.0.1 is already in use`);
  if (error.code === 'EACCES')
    return new AwsError('InvalidConfigurationRequest', `Port ${port} of 127.0.0.1 may not be bound by this user`);
  return error;
}

function describe(context: Elbv2Context, input: Members): JsonObject {
  const { state } = context;
  const arns = input.texts('ListenerArns');
  const wanted =
    arns.length > 0
      ? arns.map((arn) => state.listener(arn))
      : state.listenersOf(state.loadBalancer(input.requiredText('LoadBalancerArn')).arn);
  const { items, nextToken } = page(wanted, input);
  return { ...answer(context, items), NextMarker: nextToken };
}

function answer({ state }: Elbv2Context, listeners: readonly ListenerRecord[]): JsonObject {
  return {
    Listeners: listeners.map(({ arn, loadBalancerArn, port }) => ({
      ListenerArn: arn,
      LoadBalancerArn: loadBalancerArn,
      Port: port,
      Protocol: 'HTTP',
      DefaultActions: [shownAction(state.defaultRule(arn).action)],
    })),
  };
}
