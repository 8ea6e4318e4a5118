import { isIP } from 'node:net';
import type { QueryPair, RoutingCondition } from '#sandbox/loadbalancer/routing';
import type { Members } from '../protocol/members.ts';
import type { JsonObject } from '../service.ts';
import { invalid, unsupported } from './refusals.ts';

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const MAX_VALUES_OF_RULE = 5;
const MAX_WILDCARDS_OF_RULE = 5;
const MAX_VALUE_LENGTH = 128;
/** A rule may have several of these, and one of each other field. */
const REPEATABLE: ReadonlySet<string> = new Set(['http-header', 'query-string']);

/**
 * The conditions of a rule that is not the default one.
 * @throws {AwsError} ValidationError; InvalidConfigurationRequest for regular expressions
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */
export function readConditions(input: readonly Members[]): readonly RoutingCondition[] {
  const conditions = input.map(readCondition);
  if (conditions.length === 0) throw invalid('A condition must be specified');
  const single = conditions.map(({ field }) => field).filter((field) => !REPEATABLE.has(field));
  const twice = single.find((field, index) => single.indexOf(field) !== index);
  if (twice !== undefined) throw invalid(`A rule can only have one '${twice}' condition`);
  const patterns = conditions.flatMap(patternsOf);
  if (conditions.reduce((sum, { values }) => sum + values.length, 0) > MAX_VALUES_OF_RULE)
    throw invalid(`A rule can only have '${MAX_VALUES_OF_RULE}' condition values`);
  if (patterns.join('').replace(/[^*?]/g, '').length > MAX_WILDCARDS_OF_RULE)
    throw invalid(`A rule can only have '${MAX_WILDCARDS_OF_RULE}' condition wildcards`);
  return conditions;
}

function readCondition(input: Members): RoutingCondition {
  const field = input.requiredText('Field');
  switch (field) {
    case 'path-pattern':
      return { field, values: valuesOf(input, 'PathPatternConfig', /^[\w.$/~"'@:+&*?-]+$/) };
    case 'host-header':
      return { field, values: valuesOf(input, 'HostHeaderConfig', /^[A-Za-z0-9.*?-]*\.[A-Za-z*?]+$/) };
    case 'http-header':
      return { field, name: headerName(input), values: valuesOf(input, 'HttpHeaderConfig', /^[ -~]+$/) };
    case 'http-request-method':
      return { field, values: valuesOf(input, 'HttpRequestMethodConfig', /^[A-Z_-]{1,40}$/) };
    case 'query-string':
      return { field, values: queryPairs(input) };
    case 'source-ip':
      return { field, values: valuesOf(input, 'SourceIpConfig', /^[0-9a-fA-F.:]+\/\d{1,3}$/).map(cidr) };
    default:
      throw invalid(
        `Condition field '${field}' must be one of '[path-pattern,host-header,http-header,http-request-method,query-string,source-ip]'`,
      );
  }
}

function valuesOf(input: Members, config: string, allowed: RegExp): readonly string[] {
  const nested = input.record(config);
  if ((nested?.texts('RegexValues').length ?? 0) > 0 || input.texts('RegexValues').length > 0)
    throw unsupported('regular expressions in conditions');
  // `Values` beside `Field` is the older form of path and host conditions.
  const old = config === 'PathPatternConfig' || config === 'HostHeaderConfig' ? input.texts('Values') : [];
  const values = nested?.texts('Values') ?? old;
  if (values.length === 0) throw invalid('A condition value must be specified');
  for (const value of values) checkValue(value, allowed);
  return values;
}

function checkValue(value: string, allowed: RegExp): void {
  if (value.length > MAX_VALUE_LENGTH)
    throw invalid(`Condition value '${value}' cannot be longer than '${MAX_VALUE_LENGTH}' characters`);
  if (!allowed.test(value)) throw invalid(`Condition value '${value}' contains a character that is not valid`);
}

function headerName(input: Members): string {
  const name = input.record('HttpHeaderConfig')?.requiredText('HttpHeaderName');
  if (name === undefined || !/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,40}$/.test(name))
    throw invalid('An HTTP header name must be specified');
  if (name.toLowerCase() === 'host') throw invalid('Use a host-header condition to route by the host header');
  return name;
}

function queryPairs(input: Members): readonly QueryPair[] {
  const pairs = (input.record('QueryStringConfig')?.records('Values') ?? []).map((pair): QueryPair => {
    const key = pair.text('Key');
    return { ...(key === undefined ? {} : { key }), value: pair.requiredText('Value') };
  });
  if (pairs.length === 0) throw invalid('A condition value must be specified');
  for (const { key = '', value } of pairs) for (const one of [key, value]) checkValue(one, /^[ -~]*$/);
  return pairs;
}

function cidr(block: string): string {
  const [address = '', prefix] = block.split('/');
  const version = isIP(address);
  if (version === 0 || Number(prefix) > (version === 4 ? 32 : 128))
    throw invalid(`'${block}' is not a valid CIDR block`);
  return block;
}

function patternsOf(condition: RoutingCondition): readonly string[] {
  if (condition.field === 'query-string') return condition.values.flatMap(({ key = '', value }) => [key, value]);
  return condition.values;
}

/** A condition as the API shows it; paths and hosts in the older form too, as AWS does. */
export function shownCondition(condition: RoutingCondition): JsonObject {
  const { field } = condition;
  switch (field) {
    case 'path-pattern':
      return { Field: field, Values: condition.values, PathPatternConfig: { Values: condition.values } };
    case 'host-header':
      return { Field: field, Values: condition.values, HostHeaderConfig: { Values: condition.values } };
    case 'http-header':
      return { Field: field, HttpHeaderConfig: { HttpHeaderName: condition.name, Values: condition.values } };
    case 'http-request-method':
      return { Field: field, HttpRequestMethodConfig: { Values: condition.values } };
    case 'query-string':
      return {
        Field: field,
        QueryStringConfig: { Values: condition.values.map(({ key, value }) => ({ Key: key, Value: value })) },
      };
    case 'source-ip':
      return { Field: field, SourceIpConfig: { Values: condition.values } };
  }
}
