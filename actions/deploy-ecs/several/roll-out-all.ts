import type { Clock } from '#shared/action/clock';
import type { Log } from '#shared/action/log';
import { formatDuration } from '#shared/text/duration';
import type { Outcome } from '../result.ts';
import type { BeforeUpdate } from '../run-before-plan.ts';
import { carryOut } from '../service.ts';
import { Meeting, type Opening, type Round } from './meeting.ts';
import { endOf, failedEnd, type Ready, type ServiceEnd } from './one-service.ts';
import type { Elapsed } from './prepare-all.ts';
import { describeStand, someOf } from './sentence.ts';
import { liveLog } from './service-log.ts';

export interface RollOutTools {
  readonly clock: Clock;
  readonly log: Log;
  readonly elapsed: Elapsed;
  /** Told of those whose revision is there when their deployments are about to begin. */
  readonly onBegin: (begun: readonly Ready[], guests: Round['guests']) => void;
}

/** Of the step as a whole, in milliseconds. */
const HEARTBEAT_MS = 30_000;

/** Rolls out all services side by side, each to its own end. None is updated before all could register. */
export async function rollOutAll(ready: readonly Ready[], tools: RollOutTools): Promise<readonly ServiceEnd[]> {
  const updated = ready.filter(
    ({ step, service }) => step !== 'nothing' && step !== 'follow' && !service.inputs.dryRun,
  );
  const meeting = new Meeting(
    updated.map(({ service }) => service.label),
    (round) => open(round, updated, tools),
  );
  const outcomes: Outcome[] = [];
  const done = new AbortController();
  const heart = beat(() => describeStand(outcomes, ready.length), tools, done.signal);
  try {
    return await Promise.all(
      ready.map(async (one) => {
        const end = await rollOut(one, meeting, tools.elapsed);
        outcomes.push(end.outcome);
        return end;
      }),
    );
  } finally {
    done.abort();
    await heart;
  }
}

async function rollOut({ service, prepared }: Ready, meeting: Meeting, elapsed: Elapsed): Promise<ServiceEnd> {
  const { label, inputs, tools } = service;
  const beforeUpdate = (asked: BeforeUpdate) => meeting.arrive(label, asked, deploy);
  const deploy = { ...tools.deploy, beforeUpdate };
  let end: ServiceEnd;
  try {
    end = endOf(service, await carryOut(prepared, inputs, { ...tools, deploy }), elapsed());
  } catch (error) {
    end = failedEnd(service, error, { prepared, at: elapsed() });
  } finally {
    meeting.leave(label);
  }
  tools.log.info(`outcome: ${end.outcome}`);
  tools.log.info(end.reason);
  return end;
}

/** Once all have come who will: the record is opened, and the command of run-before runs, before any service is touched. */
async function open({ guests, absent }: Round, updated: readonly Ready[], tools: RollOutTools): Promise<Opening> {
  if (absent.length > 0)
    return { kind: 'blocked', because: `the revision of ${someOf(absent)} could not be registered` };
  const begun = updated.filter(({ step }) => step !== 'scale');
  if (begun.length > 0) tools.onBegin(begun, guests);
  for (const { service } of updated) {
    const asked = guests.get(service.label);
    if (asked?.oneOff === undefined) continue;
    const { runCommand } = await import('../run-before.ts');
    const log = liveLog(tools.log, service.label);
    const ran = await runCommand({ ...asked, oneOff: asked.oneOff }, { ...service.tools.deploy, log });
    return { kind: 'command', leader: service.label, ran };
  }
  return { kind: 'free' };
}

/** A sign of life of the step as a whole. */
async function beat(stand: () => string, { clock, log }: RollOutTools, done: AbortSignal): Promise<void> {
  const begun = clock.elapsed();
  try {
    for (;;) {
      await clock.sleep(HEARTBEAT_MS, done);
      log.info(`+${formatDuration(clock.elapsed() - begun)}  ${stand()}`);
    }
  } catch (error) {
    if (!done.aborted) throw error;
  }
}
