import type {
  FixedResponseAction,
  ForwardAction,
  RedirectAction,
  RoutingAction,
  WeightedGroup,
} from '#sandbox/loadbalancer/routing';
import type { Members } from '../protocol/members.ts';
import type { JsonObject } from '../service.ts';
import { invalid, invalidAction, unsupported } from './refusals.ts';
import type { Elbv2State } from './state.ts';

const WEIGHT = { min: 0, max: 999 } as const;
const MAX_GROUPS = 5;
const MAX_BODY = 1024;
const CONTENT_TYPES = ['text/plain', 'text/css', 'text/html', 'application/javascript', 'application/json'];

/**
 * The one routing action of a rule; actions that authenticate before it are refused.
 * @throws {AwsError} InvalidLoadBalancerAction, TargetGroupNotFound, ValidationError, InvalidConfigurationRequest
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Action.html
 */
export function readAction(actions: readonly Members[], state: Elbv2State): RoutingAction {
  const [action, ...more] = actions;
  if (!action) throw invalid('An action must be specified');
  if (more.length > 0) throw unsupported('several actions in one rule');
  const type = action.requiredText('Type');
  switch (type) {
    case 'forward':
      return readForward(action, state);
    case 'fixed-response':
      return readFixedResponse(action.record('FixedResponseConfig'));
    case 'redirect':
      return readRedirect(action.record('RedirectConfig'));
    default:
      throw unsupported(`the action '${type}'`);
  }
}

function readForward(action: Members, state: Elbv2State): ForwardAction {
  const config = action.record('ForwardConfig');
  if (config?.record('TargetGroupStickinessConfig')?.flag('Enabled') === true) throw unsupported('stickiness');
  const listed = (config?.records('TargetGroups') ?? []).map((group): WeightedGroup => ({
    groupId: group.requiredText('TargetGroupArn'),
    weight: group.integer('Weight', WEIGHT) ?? 1,
  }));
  const single = action.text('TargetGroupArn');
  const groups = listed.length === 0 && single !== undefined ? [{ groupId: single, weight: 1 }] : listed;
  if (groups.length === 0) throw invalid('A target group ARN must be specified');
  if (single !== undefined && (groups.length > 1 || groups[0]?.groupId !== single))
    throw invalidAction('TargetGroupArn and ForwardConfig must name the same one target group');
  if (groups.length > MAX_GROUPS) throw invalidAction(`A forward action takes at most '${MAX_GROUPS}' target groups`);
  if (new Set(groups.map(({ groupId }) => groupId)).size < groups.length)
    throw invalidAction('A target group may be named once in a forward action');
  for (const { groupId } of groups) state.targetGroup(groupId);
  return { kind: 'forward', groups };
}

function readFixedResponse(config: Members | undefined): FixedResponseAction {
  const status = config?.requiredText('StatusCode');
  if (config === undefined || status === undefined) throw invalid('A fixed-response action needs FixedResponseConfig');
  if (!/^[245]\d\d$/.test(status)) throw invalid(`Status code '${status}' must be 2XX, 4XX or 5XX`);
  const contentType = config.text('ContentType') ?? 'text/plain';
  if (!CONTENT_TYPES.includes(contentType))
    throw invalid(`Content type '${contentType}' is not one of ${CONTENT_TYPES.join(', ')}`);
  const body = config.text('MessageBody') ?? '';
  if (body.length > MAX_BODY) throw invalid(`The message body is longer than '${MAX_BODY}' characters`);
  return { kind: 'fixed-response', status: Number(status), contentType, body };
}

const REDIRECT = {
  protocol: '#{protocol}',
  host: '#{host}',
  port: '#{port}',
  path: '/#{path}',
  query: '#{query}',
} as const;

function readRedirect(config: Members | undefined): RedirectAction {
  const status = config?.requiredText('StatusCode');
  if (config === undefined || status === undefined) throw invalid('A redirect action needs RedirectConfig');
  if (status !== 'HTTP_301' && status !== 'HTTP_302')
    throw invalid(`Status code '${status}' must be HTTP_301 or HTTP_302`);
  const action: RedirectAction = {
    kind: 'redirect',
    status: status === 'HTTP_301' ? 301 : 302,
    protocol: config.text('Protocol') ?? REDIRECT.protocol,
    host: config.text('Host') ?? REDIRECT.host,
    port: config.text('Port') ?? REDIRECT.port,
    path: config.text('Path') ?? REDIRECT.path,
    query: config.text('Query') ?? REDIRECT.query,
  };
  checkRedirect(action);
  return action;
}

function checkRedirect({ protocol, host, port, path, query }: RedirectAction): void {
  if (!/^(?:HTTPS?|#\{protocol\})$/.test(protocol))
    throw invalid(`Protocol '${protocol}' must be HTTP, HTTPS or #{protocol}`);
  if (!/^(?:[1-9]\d{0,4}|#\{port\})$/.test(port) || Number(port) > 65_535)
    throw invalid(`Port '${port}' must be from 1 to 65535, or #{port}`);
  if (!path.startsWith('/')) throw invalid(`Path '${path}' must begin with a '/'`);
  const same = [protocol, host, port, path] as const;
  // A redirect that changes the query only loops too: the next request differs in nothing a rule could stop at.
  if (same.join(' ') === [REDIRECT.protocol, REDIRECT.host, REDIRECT.port, REDIRECT.path].join(' '))
    throw invalidAction('The redirect must change the protocol, the host, the port or the path: this one would loop');
  if (query.length > 128) throw invalid("The query is longer than '128' characters");
}

/** An action as the API shows it. */
export function shownAction(action: RoutingAction): JsonObject {
  switch (action.kind) {
    case 'forward': {
      const [first, ...others] = action.groups;
      return {
        Type: 'forward',
        // Named only where there is one, as in AWS.
        TargetGroupArn: others.length === 0 ? first?.groupId : undefined,
        ForwardConfig: {
          TargetGroups: action.groups.map(({ groupId, weight }) => ({ TargetGroupArn: groupId, Weight: weight })),
          TargetGroupStickinessConfig: { Enabled: false },
        },
      };
    }
    case 'fixed-response': {
      const { status, contentType, body } = action;
      return {
        Type: 'fixed-response',
        FixedResponseConfig: { StatusCode: String(status), ContentType: contentType, MessageBody: body },
      };
    }
    case 'redirect': {
      const { status, protocol, host, port, path, query } = action;
      return {
        Type: 'redirect',
        RedirectConfig: {
          StatusCode: `HTTP_${status}`,
          Protocol: protocol,
          Host: host,
          Port: port,
          Path: path,
          Query: query,
        },
      };
    }
  }
}
