import type { AwsService, JsonObject } from '#sandbox/aws/service';

/** Calls an operation of the sandbox from inside: no HTTP, no signature, and no entry in the call counter. */
export type Ask = (service: string, operation: string, input?: JsonObject) => Promise<JsonObject>;

/** @throws Error for a service or an operation that is not there */
export function asker(services: readonly AwsService[]): Ask {
  return async (service, operation, input = {}) => {
    const run = services.find(({ name }) => name === service)?.operations[operation];
    if (!run) throw new Error(`the sandbox has no operation ${service} ${operation}`);
    return await run(input, { requestId: 'status', accessKeyId: undefined });
  };
}

/** The last part of an ARN, which is what people call the thing. */
export function shortName(arn: string | undefined): string {
  return arn?.split('/').at(-1) ?? '';
}

export function chunked<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
