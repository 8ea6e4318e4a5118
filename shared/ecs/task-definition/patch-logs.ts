import type { Container, Findings, TaskDefinitionPatch } from './patch-model.ts';

type LogConfiguration = NonNullable<Container['logConfiguration']>;

/**
 * The log configuration with the patch applied. Options belong to their driver: with another driver those of the
 * former one go.
 */
export function patchLogs(
  container: Container,
  { logDriver, logOptions = new Map<string, string>() }: TaskDefinitionPatch,
  { notes, problems }: Findings,
): Pick<Container, 'logConfiguration'> {
  if (logDriver === undefined && logOptions.size === 0) return {};
  const { name = '', logConfiguration: before } = container;
  const driver = logDriver ?? before?.logDriver;
  if (driver === undefined) {
    problems.push(`log-options: container ${name} has no log driver; give log-driver too`);
    return {};
  }
  const sameDriver = before?.logDriver === undefined || before.logDriver === driver;
  if (!sameDriver) notes.push(`The log options of container ${name} for ${before.logDriver} are left out.`);
  const kept: Partial<LogConfiguration> = sameDriver ? { ...before } : {};
  const secretOptions = kept.secretOptions?.filter((option) => !logOptions.has(option.name ?? ''));
  return {
    logConfiguration: {
      ...kept,
      // The SDK's type lists the drivers it knows; ECS may take more, and refuses what it does not.
      logDriver: driver as LogConfiguration['logDriver'],
      ...(kept.options === undefined && logOptions.size === 0
        ? {}
        : { options: { ...kept.options, ...Object.fromEntries(logOptions) } }),
      ...(secretOptions === undefined ? {} : { secretOptions }),
    },
  };
}
