import { Members } from '../protocol/members.ts';
import type { JsonObject, Operation } from '../service.ts';
import type { Elbv2Context } from './context.ts';
import { invalid, unsupported } from './refusals.ts';
import type { LoadBalancerRecord } from './state.ts';

const DELETION_PROTECTION = 'deletion_protection.enabled';

/** Attributes whose only value here is AWS's default. */
const fixed: Readonly<Record<string, string>> = {
  'access_logs.s3.enabled': 'false',
  'access_logs.s3.bucket': '',
  'access_logs.s3.prefix': '',
  'client_keep_alive.seconds': '3600',
  'connection_logs.s3.enabled': 'false',
  'connection_logs.s3.bucket': '',
  'connection_logs.s3.prefix': '',
  'idle_timeout.timeout_seconds': '60',
  'load_balancing.cross_zone.enabled': 'true',
  'routing.http.desync_mitigation_mode': 'defensive',
  'routing.http.drop_invalid_header_fields.enabled': 'false',
  'routing.http.preserve_host_header.enabled': 'true',
  'routing.http.x_amzn_tls_version_and_cipher_suite.enabled': 'false',
  'routing.http.xff_client_port.enabled': 'false',
  'routing.http.xff_header_processing.mode': 'append',
  'routing.http2.enabled': 'true',
  'waf.fail_open.enabled': 'false',
  'zonal_shift.config.enabled': 'false',
};

export function loadBalancerAttributeOperations(context: Elbv2Context): Readonly<Record<string, Operation>> {
  return {
    DescribeLoadBalancerAttributes: (input) => {
      const members = new Members(input, 'ValidationError');
      return shown(context.state.loadBalancer(members.requiredText('LoadBalancerArn')));
    },
    ModifyLoadBalancerAttributes: (input) => modify(context, new Members(input, 'ValidationError')),
  };
}

function modify(context: Elbv2Context, input: Members): JsonObject {
  const loadBalancer = context.state.loadBalancer(input.requiredText('LoadBalancerArn'));
  const changed = input.records('Attributes').reduce(withAttribute, loadBalancer);
  context.state.loadBalancers.set(loadBalancer.arn, changed);
  return shown(changed);
}

function withAttribute(loadBalancer: LoadBalancerRecord, attribute: Members): LoadBalancerRecord {
  const key = attribute.requiredText('Key');
  if (key === DELETION_PROTECTION) {
    const deletionProtection = attribute.flag('Value');
    return deletionProtection === undefined ? loadBalancer : { ...loadBalancer, deletionProtection };
  }
  const value = attribute.text('Value') ?? '';
  const only = fixed[key];
  if (only === undefined) throw invalid(`Load balancer attribute key '${key}' is not recognized`);
  if (value !== only) throw unsupported(`the load balancer attribute ${key} with the value '${value}'`);
  return loadBalancer;
}

function shown({ deletionProtection }: LoadBalancerRecord): JsonObject {
  const attributes = { [DELETION_PROTECTION]: String(deletionProtection), ...fixed };
  return { Attributes: Object.entries(attributes).map(([Key, Value]) => ({ Key, Value })) };
}
