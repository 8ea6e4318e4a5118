import type { RequestFault } from '#sandbox/faults/requests';
import type { Selection } from '#sandbox/faults/selection';
import type { PortAnswer, PullProblem, TaskFault } from '#sandbox/faults/task-faults';
import { Fields, ScenarioError } from './fields.ts';

/** `only: { first: 2 }` and the like; nothing given means every time. */
export function parseSelection(fields: Fields | undefined): Selection {
  if (!fields) return {};
  const selection: Selection = {
    ...given('from', fields.number('from')),
    ...given('first', fields.number('first')),
    ...given('every', fields.number('every')),
    ...given('afterMs', fields.duration('after')),
    ...given('forMs', fields.duration('for')),
    ...given('probability', fields.number('probability')),
    ...given('seed', fields.number('seed')),
  };
  fields.end();
  return selection;
}

function given<Name extends string>(name: Name, value: number | undefined): Partial<Record<Name, number>> {
  // TypeScript widens a computed key to string; it is this one name.
  return value === undefined ? {} : ({ [name]: value } as Partial<Record<Name, number>>);
}

/** `tasks: { exit: { after: 2s, code: 1 } }`: one key a fault. */
export function parseTaskFaults(fields: Fields | undefined): readonly TaskFault[] {
  if (!fields) return [];
  const faults = [
    crash(fields.fields('exit'), 'exit'),
    crash(fields.fields('outOfMemory'), 'out-of-memory'),
    ...optional(fields.oneOf<PortAnswer>('neverHealthy', ['unavailable', 'reset']), (answer) => ({
      kind: 'never-healthy',
      answer,
    })),
    ...optional(fields.duration('slowStart'), (ms) => ({ kind: 'slow-start', ms })),
    ...optional(fields.duration('flapping'), (periodMs) => ({ kind: 'flapping', periodMs })),
    ...optional(
      fields.oneOf<PullProblem>('cannotPull', ['missing-tag', 'wrong-platform', 'no-auth', 'timeout']),
      (why) => ({
        kind: 'cannot-pull',
        why,
      }),
    ),
    ...optional(fields.duration('slowPull'), (ms) => ({ kind: 'slow-pull', ms })),
    ...(fields.flag('failingHealthCheck') ? [{ kind: 'failing-health-check' } as const] : []),
    ...(fields.flag('ignoresSigterm') ? [{ kind: 'ignores-sigterm' } as const] : []),
  ].filter((fault) => fault !== undefined);
  fields.end();
  return faults;
}

function crash(fields: Fields | undefined, kind: 'exit' | 'out-of-memory'): TaskFault | undefined {
  if (!fields) return undefined;
  const afterMs = fields.duration('after') ?? 0;
  const lastWords = fields.texts('lastWords');
  const words = lastWords ? { lastWords } : {};
  const exitCode = kind === 'exit' ? fields.number('code') : undefined;
  if (kind === 'exit' && exitCode === undefined) throw new ScenarioError(`${fields.path}: code is missing`);
  fields.end();
  return kind === 'exit' ? { kind, afterMs, exitCode: exitCode ?? 0, ...words } : { kind, afterMs, ...words };
}

function optional<Value>(value: Value | undefined, make: (value: Value) => TaskFault): readonly TaskFault[] {
  return value === undefined ? [] : [make(value)];
}

const plainFaults = {
  throttle: { kind: 'throttle' },
  'server-error': { kind: 'server-error', shape: 'aws' },
  'html-error': { kind: 'server-error', shape: 'html' },
  reset: { kind: 'reset' },
  'reset-after-effect': { kind: 'reset', effect: 'done' },
  truncate: { kind: 'truncate' },
  hang: { kind: 'hang' },
  'expired-token': { kind: 'expired-token' },
  'access-denied': { kind: 'access-denied' },
} as const satisfies Readonly<Record<string, RequestFault>>;

/** `fault: throttle`, or `fault: { slow: 2s }`, `fault: { clockSkew: 10m }`. */
export function parseRequestFault(fields: Fields): RequestFault {
  const value = fields.raw('fault');
  if (typeof value !== 'object') {
    // The keys of a literal object are its own names.
    const word = fields.oneOf('fault', Object.keys(plainFaults) as (keyof typeof plainFaults)[]);
    if (word === undefined) throw new ScenarioError(`${fields.path}: fault is missing`);
    return plainFaults[word];
  }
  const inner = new Fields(value, fields.at('fault'));
  const slow = inner.duration('slow');
  const skew = inner.duration('clockSkew');
  inner.end();
  if (slow !== undefined) return { kind: 'slow', ms: slow, time: 'aws' };
  if (skew !== undefined) return { kind: 'clock-skew', ms: skew };
  throw new ScenarioError(`${inner.path}: expected slow or clockSkew`);
}
