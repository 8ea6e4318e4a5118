import type { JsonValue } from '#sandbox/aws/service';
import { Fields, hint, ScenarioError } from './fields.ts';
import { parseRequestFault, parseSelection, parseTaskFaults } from './parse-faults.ts';
import type { Milestone, Step } from './scenario.ts';

/** Each step is a mapping whose first key says what is done. */
export function parseStep(value: JsonValue, path: string): Step {
  const fields = new Fields(value, path);
  const verb = Object.keys(verbs).find((name) => fields.has(name));
  const parse = verb === undefined ? undefined : verbs[verb];
  if (verb === undefined || !parse) {
    const [first = ''] = fields.keys();
    const known = Object.keys(verbs);
    throw new ScenarioError(
      `${path}: unknown step ${JSON.stringify(first)}; known are ${known.join(', ')}${hint(first, known)}`,
    );
  }
  const step = parse(fields);
  fields.end();
  return step;
}

const verbs: Readonly<Record<string, (fields: Fields) => Step>> = {
  deploy: (fields) => ({
    kind: 'deploy',
    release: fields.requiredText('deploy'),
    faults: parseTaskFaults(fields.fields('tasks')),
    when: parseSelection(fields.fields('only')),
    update: fields.json('with') ?? {},
  }),
  update: (fields) => ({ kind: 'update', input: fields.json('update') ?? {} }),
  wait: (fields) => ({ kind: 'wait', ms: fields.requiredDuration('wait') }),
  waitUntil: (fields) => ({
    kind: 'wait-until',
    what: parseMilestone(new Fields(fields.raw('waitUntil'), fields.at('waitUntil'))),
    limitMs: fields.duration('limit') ?? 30 * 60_000,
  }),
  stop: (fields) => {
    fields.oneOf('stop', ['rollback']);
    return { kind: 'stop' };
  },
  continue: (fields) => ({
    kind: 'continue',
    action: fields.oneOf('continue', ['CONTINUE', 'ROLLBACK']) ?? 'CONTINUE',
  }),
  alarm: (fields) => ({
    kind: 'alarm',
    name: fields.requiredText('alarm'),
    state: fields.oneOf('state', ['OK', 'ALARM', 'INSUFFICIENT_DATA']) ?? 'ALARM',
  }),
  delete: (fields) => {
    fields.oneOf('delete', ['service']);
    return { kind: 'delete-service' };
  },
  interrupt: (fields) => ({
    kind: 'interrupt',
    how: fields.oneOf('interrupt', ['spot', 'retirement', 'infrastructure']) ?? 'spot',
  }),
  requests: (fields) => ({
    kind: 'request-fault',
    operation: fields.requiredText('requests'),
    fault: parseRequestFault(fields),
    when: parseSelection(fields.fields('only')),
  }),
  secret: (fields) => ({
    kind: 'secret-fault',
    valueFrom: fields.requiredText('secret'),
    fault: { why: fields.oneOf('fault', ['not-found', 'access-denied', 'no-such-key']) ?? 'not-found' },
    when: parseSelection(fields.fields('only')),
  }),
  capacity: (fields) => {
    fields.oneOf('capacity', ['none']);
    return { kind: 'capacity-fault', fault: {}, when: parseSelection(fields.fields('only')) };
  },
};

function parseMilestone(fields: Fields): Milestone {
  const stage = fields.text('stage');
  const status = fields.text('status');
  const text = fields.text('event');
  const count = fields.number('running');
  const paused = fields.flag('paused');
  fields.end();
  if (stage !== undefined) return { kind: 'stage', stage };
  if (status !== undefined) return { kind: 'status', status };
  if (text !== undefined) return { kind: 'event', text };
  if (count !== undefined) return { kind: 'running', count };
  if (paused) return { kind: 'paused' };
  throw new ScenarioError(`${fields.path}: expected stage, status, event, running or paused`);
}
