import { Members } from '../protocol/members.ts';
import { AwsError } from '../service.ts';
import type { JsonObject, Operation } from '../service.ts';
import { readAction, shownAction } from './actions.ts';
import { readConditions, shownCondition } from './conditions.ts';
import type { Elbv2Context } from './context.ts';
import { page } from './page.ts';
import { invalid } from './refusals.ts';
import type { Elbv2State, RuleRecord } from './state.ts';
import { readTags } from './tags.ts';

const PRIORITY = { min: 1, max: 50_000 } as const;
/** Of a load balancer, default rules not counted. */
const MAX_RULES = 100;

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html */
export function ruleOperations(context: Elbv2Context): Readonly<Record<string, Operation>> {
  return {
    CreateRule: (input) => create(context, new Members(input, 'ValidationError')),
    DescribeRules: (input) => describe(context.state, new Members(input, 'ValidationError')),
    ModifyRule: (input) => modify(context, new Members(input, 'ValidationError')),
    DeleteRule: (input) => remove(context, new Members(input, 'ValidationError')),
    SetRulePriorities: (input) => setPriorities(context, new Members(input, 'ValidationError')),
  };
}

function create({ state, routes, arn }: Elbv2Context, input: Members): JsonObject {
  const listener = state.listener(input.requiredText('ListenerArn'));
  const priority = requiredPriority(input);
  checkFree(state.rulesOf(listener.arn), priority);
  const conditions = readConditions(input.records('Conditions'));
  const action = readAction(input.records('Actions'), state);
  const tags = readTags(input);
  const present = state.listenersOf(listener.loadBalancerArn).flatMap((one) => state.rulesOf(one.arn));
  if (present.filter((rule) => rule.priority !== 'default').length >= MAX_RULES)
    throw new AwsError('TooManyRules', `The maximum number of rules '${MAX_RULES}' has been reached`);
  const rule: RuleRecord = {
    arn: arn(listener.arn.replace(/^.*:listener\//, 'listener-rule/')),
    listenerArn: listener.arn,
    priority,
    conditions,
    action,
  };
  state.rules.set(rule.arn, rule);
  state.tags.set(rule.arn, tags);
  routes.update(listener.arn);
  return answer([rule]);
}

function describe(state: Elbv2State, input: Members): JsonObject {
  const arns = input.texts('RuleArns');
  const listenerArn = input.text('ListenerArn');
  if (arns.length > 0 === (listenerArn !== undefined))
    throw invalid('You must specify either a listener or one or more rules');
  const wanted =
    listenerArn === undefined ? arns.map((arn) => state.rule(arn)) : state.rulesOf(state.listener(listenerArn).arn);
  const { items, nextToken } = page(wanted, input);
  return { ...answer(items), NextMarker: nextToken };
}

/** What is left out of the request stays as it is. */
function modify({ state, routes }: Elbv2Context, input: Members): JsonObject {
  const rule = state.rule(input.requiredText('RuleArn'));
  const [conditions, actions] = [input.records('Conditions'), input.records('Actions')];
  if (rule.priority === 'default' && conditions.length > 0) throw defaultRule(rule, 'cannot have conditions');
  const changed: RuleRecord = {
    ...rule,
    ...(conditions.length === 0 ? {} : { conditions: readConditions(conditions) }),
    ...(actions.length === 0 ? {} : { action: readAction(actions, state) }),
  };
  state.rules.set(rule.arn, changed);
  routes.update(rule.listenerArn);
  return answer([changed]);
}

function remove({ state, routes }: Elbv2Context, input: Members): JsonObject {
  const rule = state.rule(input.requiredText('RuleArn'));
  if (rule.priority === 'default') throw defaultRule(rule, 'cannot be deleted');
  state.rules.delete(rule.arn);
  state.tags.delete(rule.arn);
  routes.update(rule.listenerArn);
  return {};
}

/** Rules may swap their priorities; the rules not named keep theirs. */
function setPriorities({ state, routes }: Elbv2Context, input: Members): JsonObject {
  const changed = input.records('RulePriorities').map((pair): RuleRecord => {
    const rule = state.rule(pair.requiredText('RuleArn'));
    if (rule.priority === 'default') throw defaultRule(rule, 'cannot have another priority');
    return { ...rule, priority: requiredPriority(pair) };
  });
  if (changed.length === 0) throw invalid('Rule priorities must be specified');
  const moved = new Set(changed.map(({ arn }) => arn));
  const listeners = new Set(changed.map(({ listenerArn }) => listenerArn));
  const others = [...listeners].flatMap((arn) => state.rulesOf(arn)).filter(({ arn }) => !moved.has(arn));
  for (const [index, rule] of changed.entries()) {
    const beside = [...others, ...changed.slice(0, index)].filter(
      ({ listenerArn }) => listenerArn === rule.listenerArn,
    );
    checkFree(beside, rule.priority);
  }
  for (const rule of changed) state.rules.set(rule.arn, rule);
  for (const arn of listeners) routes.update(arn);
  return answer(changed);
}

function requiredPriority(input: Members): number {
  const priority = input.integer('Priority', PRIORITY);
  if (priority === undefined) throw invalid('A priority must be specified');
  return priority;
}

function checkFree(rules: readonly RuleRecord[], priority: RuleRecord['priority']): void {
  if (rules.some((rule) => rule.priority === priority))
    throw new AwsError('PriorityInUse', `Priority '${priority}' is currently in use`);
}

function defaultRule({ arn }: RuleRecord, why: string): AwsError {
  return new AwsError('OperationNotPermitted', `Default rule '${arn}' ${why}`);
}

function answer(rules: readonly RuleRecord[]): JsonObject {
  return {
    Rules: rules.map(({ arn, priority, conditions, action }) => ({
      RuleArn: arn,
      Priority: String(priority),
      Conditions: conditions.map(shownCondition),
      Actions: [shownAction(action)],
      IsDefault: priority === 'default',
    })),
  };
}
