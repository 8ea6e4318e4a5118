import type { DescribeTaskDefinitionCommand, RegisterTaskDefinitionCommand, TaskDefinition } from '@aws-sdk/client-ecs';
import type { TaskDefinitionInput, Verbatim } from './api.ts';
import { unknownMembers } from './task-definition/unknown.ts';

/**
 * Sends `input` as it is where it says something the SDK does not know; the SDK would leave it out. Nothing in a
 * registration needs translation: its JSON is what the API takes (AWS JSON 1.1).
 */
export function sendVerbatim(command: RegisterTaskDefinitionCommand, input: TaskDefinitionInput): void {
  if (unknownMembers(input).length === 0) return;
  command.middlewareStack.add(
    (next) => (args) => {
      const { request } = args;
      if (hasBody(request)) request.body = JSON.stringify(input);
      return next(args);
    },
    // Before the length of the body is taken and the request is signed.
    { step: 'build', priority: 'high', name: 'sendVerbatim' },
  );
}

/** Gives, once the command was sent, what the SDK left out of the answer. Undefined when that is nothing. */
export function readVerbatim(command: DescribeTaskDefinitionCommand): (read: TaskDefinition) => Verbatim | undefined {
  let text = '';
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { response } = result;
      if (hasBody(response) && isStream(response.body)) {
        const chunks: Uint8Array[] = [];
        for await (const chunk of response.body) chunks.push(chunk);
        const body = Buffer.concat(chunks);
        text = body.toString('utf8');
        response.body = body;
      }
      return result;
    },
    // Beside the wire: the SDK's own reading comes after it.
    { step: 'deserialize', priority: 'low', name: 'readVerbatim' },
  );
  return (read) => {
    const { taskDefinition } = JSON.parse(text === '' ? '{}' : text) as { readonly taskDefinition?: TaskDefinition };
    const unknown = unknownMembers(taskDefinition);
    if (taskDefinition === undefined || unknown.length === 0) return undefined;
    // Times are numbers on the wire; the SDK has read them.
    const { registeredAt, deregisteredAt } = read;
    return { definition: { ...taskDefinition, registeredAt, deregisteredAt }, unknown };
  };
}

function hasBody(message: unknown): message is { body: unknown } {
  return typeof message === 'object' && message !== null && 'body' in message;
}

function isStream(body: unknown): body is AsyncIterable<Uint8Array> {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}
