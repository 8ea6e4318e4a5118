import type { SandboxClock } from '../../clock.ts';
import type { Alarms, AlarmState } from '../alarms.ts';
import { AwsError } from '../service.ts';
import type { JsonObject } from '../service.ts';
import type { Alarm, HistoryItem } from './alarm.ts';

export interface AlarmStoreOptions {
  readonly clock: SandboxClock;
  readonly account: string;
  readonly region: string;
}

export interface AlarmSettings {
  readonly settings: JsonObject;
  readonly actionsEnabled: boolean;
  readonly tags: readonly (readonly [string, string])[];
}

export interface StateChange {
  readonly state: AlarmState;
  readonly reason: string;
  readonly reasonData?: string | undefined;
}

/** Kept over all alarms; AWS keeps 30 days. */
const MAX_HISTORY = 10_000;

/** The alarms of an account in a region. No metric moves them: their state is what was last set. */
export class AlarmStore implements Alarms {
  /** Oldest first. It outlives the alarms it tells of. */
  readonly history: HistoryItem[] = [];
  readonly #alarms = new Map<string, Alarm>();
  readonly #options: AlarmStoreOptions;

  constructor(options: AlarmStoreOptions) {
    this.#options = options;
  }

  state(name: string): AlarmState | undefined {
    return this.#alarms.get(name)?.state;
  }

  /** Sorted by name. */
  all(): readonly Alarm[] {
    return [...this.#alarms.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  get(name: string): Alarm | undefined {
    return this.#alarms.get(name);
  }

  /** A new alarm has no data yet; one that is there keeps its state and its tags. */
  put(name: string, { settings, actionsEnabled, tags }: AlarmSettings): void {
    const now = this.#options.clock.now();
    const known = this.#alarms.get(name);
    if (known) {
      Object.assign(known, { settings, actionsEnabled, configuredAt: now });
    } else {
      this.#alarms.set(name, {
        name,
        arn: this.#arn(name),
        tags: new Map(tags),
        settings,
        actionsEnabled,
        configuredAt: now,
        state: 'INSUFFICIENT_DATA',
        reason: 'Unchecked: Initial alarm creation',
        reasonData: undefined,
        stateUpdatedAt: now,
        transitionedAt: now,
      });
    }
    this.#note({
      alarmName: name,
      type: 'ConfigurationUpdate',
      summary: `Alarm "${name}" ${known ? 'updated' : 'created'}`,
      data: JSON.stringify({ version: '1.0', type: known ? 'Update' : 'Create' }),
    });
  }

  /** @throws {AwsError} ResourceNotFound */
  setState(name: string, { state, reason, reasonData }: StateChange): void {
    const alarm = this.#alarms.get(name);
    if (!alarm) throw notFound(name);
    const now = this.#options.clock.now();
    const before = { stateValue: alarm.state, stateReason: alarm.reason };
    if (alarm.state !== state) alarm.transitionedAt = now;
    Object.assign(alarm, { state, reason, reasonData, stateUpdatedAt: now });
    if (before.stateValue === state) return;
    this.#note({
      alarmName: name,
      type: 'StateUpdate',
      summary: `Alarm updated from ${before.stateValue} to ${state}`,
      data: JSON.stringify({ version: '1.0', oldState: before, newState: { stateValue: state, stateReason: reason } }),
    });
  }

  /** All of them or none. @throws {AwsError} ResourceNotFound */
  remove(names: readonly string[]): void {
    const missing = names.find((name) => !this.#alarms.has(name));
    if (missing !== undefined) throw notFound(missing);
    for (const name of names) {
      this.#alarms.delete(name);
      const data = JSON.stringify({ version: '1.0', type: 'Delete' });
      this.#note({ alarmName: name, type: 'ConfigurationUpdate', summary: `Alarm "${name}" deleted`, data });
    }
  }

  #note(item: Omit<HistoryItem, 'at'>): void {
    this.history.push({ ...item, at: this.#options.clock.now() });
    if (this.history.length > MAX_HISTORY) this.history.shift();
  }

  #arn(name: string): string {
    const { account, region } = this.#options;
    return `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`;
  }
}

function notFound(name: string): AwsError {
  return new AwsError('ResourceNotFound', `The alarm ${name} does not exist.`, 404);
}
