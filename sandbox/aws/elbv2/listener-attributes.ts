import { Members } from '../protocol/members.ts';
import type { JsonObject, Operation } from '../service.ts';
import type { Elbv2Context } from './context.ts';
import { invalid, unsupported } from './refusals.ts';

/** Attributes whose only value here is AWS's default; those that change headers have none until they are set. */
const fixed: Readonly<Record<string, string>> = { 'routing.http.response.server.enabled': 'true' };
const HEADER_ATTRIBUTE = /^routing\.http\.(?:request|response)\..+\.(?:header_name|header_value)$/;

export function listenerAttributeOperations({ state }: Elbv2Context): Readonly<Record<string, Operation>> {
  return {
    DescribeListenerAttributes: (input) => {
      state.listener(new Members(input, 'ValidationError').requiredText('ListenerArn'));
      return shown();
    },
    ModifyListenerAttributes: (input) => {
      const members = new Members(input, 'ValidationError');
      state.listener(members.requiredText('ListenerArn'));
      for (const attribute of members.records('Attributes')) check(attribute);
      return shown();
    },
  };
}

function check(attribute: Members): void {
  const [key, value] = [attribute.requiredText('Key'), attribute.text('Value') ?? ''];
  const only = HEADER_ATTRIBUTE.test(key) ? '' : fixed[key];
  if (only === undefined) throw invalid(`Listener attribute key '${key}' is not recognized`);
  if (value !== only) throw unsupported(`the listener attribute ${key} with the value '${value}'`);
}

function shown(): JsonObject {
  return { Attributes: Object.entries(fixed).map(([Key, Value]) => ({ Key, Value })) };
}
