import type { HookName } from './model.ts';
import type { CodeDeployContext } from './context.ts';
import type { Hooks } from './hooks.ts';
import { install, serviceOf } from './install.ts';
import { alarmActive, Interruption } from './interruption.ts';
import type { Deployment, LifecycleEvent, LifecycleEventName } from './model.ts';
import { timings } from './timings.ts';
import { allowTestTraffic, allowTraffic } from './traffic.ts';

export type WaitType = 'READY_WAIT' | 'TERMINATION_WAIT';

/** One deployment on its way through the lifecycle events. Ends with the deployment Succeeded, or with the reason it is not. */
export class DeploymentRun {
  readonly #context: CodeDeployContext;
  readonly #deployment: Deployment;
  readonly #hooks: Hooks;
  readonly #control = new AbortController();
  #wait: { readonly type: WaitType; readonly end: () => void } | undefined;

  constructor(context: CodeDeployContext, deployment: Deployment, hooks: Hooks) {
    this.#context = context;
    this.#deployment = deployment;
    this.#hooks = hooks;
  }

  /** Ends the run with this reason. */
  interrupt(reason: unknown): void {
    this.#control.abort(reason);
  }

  /** Ends the wait of this type. @returns false when the deployment is in no such wait */
  continue(type: WaitType): boolean {
    if (this.#wait?.type !== type) return false;
    this.#wait.end();
    return true;
  }

  /** @throws Interruption | whatever interrupted it */
  async run(): Promise<void> {
    const { clock } = this.#context;
    const { signal } = this.#control;
    await clock.sleep(timings.start, signal);
    this.#deployment.status = 'InProgress';
    this.#deployment.startedAt = clock.now();
    const over = new AbortController();
    const watch = this.#watchAlarms(AbortSignal.any([signal, over.signal]));
    try {
      await this.#walk();
      signal.throwIfAborted();
      this.#end('Succeeded');
    } finally {
      over.abort();
      await watch;
    }
  }

  async #walk(): Promise<void> {
    const { group } = this.#deployment;
    const { blueGreen, testListener } = group.settings;
    const { signal } = this.#control;
    await this.#hook('BeforeInstall');
    await this.#event('Install', () => install(this.#context, this.#deployment, signal));
    await this.#hook('AfterInstall');
    if (testListener === undefined) {
      for (const name of ['AllowTestTraffic', 'AfterAllowTestTraffic'] as const) this.#find(name).status = 'Skipped';
    } else {
      await this.#event('AllowTestTraffic', () => {
        allowTestTraffic(this.#context, this.#deployment, testListener);
      });
      await this.#hook('AfterAllowTestTraffic');
    }
    if (blueGreen.readyAction === 'STOP_DEPLOYMENT') await this.#untilReady(blueGreen.readyWaitMinutes);
    await this.#hook('BeforeAllowTraffic');
    await this.#event('AllowTraffic', () => allowTraffic(this.#context, this.#deployment, signal));
    await this.#hook('AfterAllowTraffic');
    await this.#terminateBlue(blueGreen.terminationWaitMinutes);
  }

  /** API reference, DeploymentReadyOption: without ContinueDeployment in time, the deployment is Stopped. */
  async #untilReady(minutes: number): Promise<void> {
    this.#deployment.status = 'Ready';
    const continued = await this.#pause('READY_WAIT', minutes);
    if (!continued) {
      throw new Interruption(
        'TIMEOUT',
        'The deployment was stopped because traffic rerouting was not started before the end of the wait period.',
        { status: 'Stopped', event: 'DEPLOYMENT_STOP_ON_REQUEST', rollBack: false },
      );
    }
    this.#deployment.status = 'InProgress';
  }

  async #terminateBlue(minutes: number): Promise<void> {
    const { blue } = this.#deployment;
    this.#deployment.terminationWaitStarted = true;
    if (minutes > 0) await this.#pause('TERMINATION_WAIT', minutes);
    if (blue) serviceOf(this.#context, this.#deployment).remove(blue.id);
  }

  /** @returns whether it was ended by ContinueDeployment */
  async #pause(type: WaitType, minutes: number): Promise<boolean> {
    const continued = new AbortController();
    this.#wait = {
      type,
      end: () => {
        continued.abort();
      },
    };
    const { signal } = this.#control;
    try {
      await this.#context.clock.sleep(minutes * timings.minute, AbortSignal.any([signal, continued.signal]));
    } catch (error) {
      signal.throwIfAborted();
      if (!continued.signal.aborted) throw error;
    } finally {
      this.#wait = undefined;
    }
    return continued.signal.aborted;
  }

  async #hook(name: HookName): Promise<void> {
    await this.#event(name, () => this.#hooks.run(this.#deployment, name, this.#control.signal));
  }

  async #event(name: LifecycleEventName, work: () => Promise<void> | void): Promise<void> {
    const { clock } = this.#context;
    const { signal } = this.#control;
    signal.throwIfAborted();
    const event = this.#find(name);
    event.status = 'InProgress';
    event.startedAt = clock.now();
    this.#deployment.updatedAt = clock.now();
    await work();
    signal.throwIfAborted();
    event.status = 'Succeeded';
    event.endedAt = clock.now();
    this.#deployment.updatedAt = clock.now();
    await clock.sleep(timings.betweenEvents, signal);
  }

  #find(name: LifecycleEventName): LifecycleEvent {
    const event = this.#deployment.events.find((entry) => entry.name === name);
    if (!event) throw new Error(`no lifecycle event ${name}`);
    return event;
  }

  #end(status: 'Succeeded'): void {
    this.#deployment.status = status;
    this.#deployment.completedAt = this.#context.clock.now();
  }

  async #watchAlarms(signal: AbortSignal): Promise<void> {
    const { alarms, clock } = this.#context;
    const { enabled, ignorePollAlarmFailure, names } = this.#deployment.alarms;
    if (!enabled) return;
    try {
      for (;;) {
        await clock.sleep(timings.alarmPoll, signal);
        const active = names.filter((name) => alarms.state(name) === 'ALARM');
        const unknown = names.filter((name) => alarms.state(name) === undefined);
        if (active.length > 0) this.interrupt(alarmActive(active));
        else if (unknown.length > 0 && !ignorePollAlarmFailure) this.interrupt(alarmsUnknown(unknown));
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
}

/** The wording is not published. */
function alarmsUnknown(names: readonly string[]): Interruption {
  return new Interruption('ALARM_ACTIVE', `The state of these alarms could not be retrieved: ${names.join(', ')}`, {
    status: 'Stopped',
    event: 'DEPLOYMENT_STOP_ON_ALARM',
  });
}
