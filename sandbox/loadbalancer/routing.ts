/** What a listener does with requests, as the load balancer process is told. Plain JSON: it crosses a process boundary. */
export interface Routing {
  /** Tried in this order; the first whose conditions all hold acts. */
  readonly rules: readonly RoutingRule[];
  /** Acts when no rule does. */
  readonly default: Omit<RoutingRule, 'conditions'>;
}

export interface RoutingRule {
  /** The rule's place in its weighted round goes on under this name when the routing changes and its weights do not. */
  readonly ruleId: string;
  readonly conditions: readonly RoutingCondition[];
  readonly action: RoutingAction;
}

/**
 * Holds when one of the values matches. `*` stands for any characters, `?` for exactly one.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */
export type RoutingCondition =
  /** Case-sensitive, without the query. */
  | { readonly field: 'path-pattern'; readonly values: readonly string[] }
  | { readonly field: 'host-header'; readonly values: readonly string[] }
  | { readonly field: 'http-header'; readonly name: string; readonly values: readonly string[] }
  /** Case-sensitive, without wildcards. */
  | { readonly field: 'http-request-method'; readonly values: readonly string[] }
  | { readonly field: 'query-string'; readonly values: readonly QueryPair[] }
  /** CIDR blocks, of IPv4 or IPv6. */
  | { readonly field: 'source-ip'; readonly values: readonly string[] };

export interface QueryPair {
  /** Without it the value may stand under any key. */
  readonly key?: string;
  readonly value: string;
}

export type RoutingAction = ForwardAction | FixedResponseAction | RedirectAction;

export interface ForwardAction {
  readonly kind: 'forward';
  readonly groups: readonly WeightedGroup[];
}

export interface WeightedGroup {
  readonly groupId: string;
  /** Relative to the other groups of the action; 0 gets nothing. */
  readonly weight: number;
}

export interface FixedResponseAction {
  readonly kind: 'fixed-response';
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** Each part may hold `#{protocol}`, `#{host}`, `#{port}`, `#{path}` (without its first slash) and `#{query}`. */
export interface RedirectAction {
  readonly kind: 'redirect';
  readonly status: 301 | 302;
  readonly protocol: string;
  readonly host: string;
  readonly port: string;
  readonly path: string;
  readonly query: string;
}

/** Everything to one group: the routing of a listener without rules. */
export function forwardTo(groupId: string): Routing {
  return { rules: [], default: { ruleId: 'default', action: { kind: 'forward', groups: [{ groupId, weight: 1 }] } } };
}
