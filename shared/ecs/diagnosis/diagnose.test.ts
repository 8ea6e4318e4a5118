import { describe, expect, it } from '@jest/globals';
import { awsError, crashedTask } from '../testing/scripted-ecs.ts';
import { escapeMarkdown } from '#shared/text/markdown';
import { FakeClock } from '#shared/testing/fake-clock';
import { causeOfLog } from './log-causes.ts';
import { diagnose } from './diagnose.ts';
import { patientReader, readLogTail, type LogReader } from './log-tail.ts';
import { diagnosisLines, diagnosisMarkdown, eventsMarkdown, headline } from './render.ts';
import { readTaskEnd } from './task-failure.ts';

const options = { 'awslogs-group': '/ecs/web', 'awslogs-region': 'eu-west-1', 'awslogs-stream-prefix': 'app' };
const taskDefinition = {
  containerDefinitions: [{ name: 'web', logConfiguration: { logDriver: 'awslogs' as const, options } }],
};
const event = (message: string) => ({ id: message, message });
const crash = readTaskEnd(crashedTask('t1', 'ecs-svc/1', 1));

describe('diagnose', () => {
  it('groups tasks that ended alike and reads the log of the last of them', async () => {
    const asked: string[] = [];
    const read: LogReader = ({ group, stream }) => {
      asked.push(`${group} ${stream}`);
      return Promise.resolve(['starting', 'Error: listen EADDRINUSE: address already in use :::8080']);
    };
    const ends = [
      { ...crash, taskId: 't1', stoppedAt: new Date(1) },
      { ...crash, taskId: 't2', stoppedAt: new Date(2) },
      readTaskEnd({
        ...crashedTask('t3', 'ecs-svc/1', 143),
        stopCode: 'ServiceSchedulerInitiated',
        stoppedReason: 'Scaling activity initiated by (deployment ecs-svc/2)',
      }),
    ];
    const events = [
      event('(service web) has reached a steady state.'),
      event('(service web) is unable to consistently start tasks successfully.'),
    ];
    const diagnosis = await diagnose({ ends, events, taskDefinition }, read);
    expect(asked).toEqual(['/ecs/web app/web/t2']);
    expect(headline(diagnosis)).toBe('container web exited with code 1 (2 tasks)');
    expect(diagnosisLines(diagnosis)).toEqual([
      '2 tasks failed: container web exited with code 1',
      '  AWS says: Essential container in task exited',
      '  Likely cause: the port is taken already, perhaps by another container of the task.',
      '  Last 2 log lines of task t2:',
      '    starting',
      '    Error: listen EADDRINUSE: address already in use :::8080',
      'Service events:',
      '  is unable to consistently start tasks successfully.',
    ]);
  });

  it('finds in the events why a health check failed', async () => {
    const stoppedReason =
      'Task failed ELB health checks in (target-group arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/web/1)';
    const end = readTaskEnd({
      ...crashedTask('t1', 'ecs-svc/1', 143),
      stopCode: 'ServiceSchedulerInitiated',
      stoppedReason,
    });
    const unhealthy = event(
      '(service web) (task t1) (port 8080) is unhealthy in (target-group arn:x) due to (reason Health checks failed with these codes: [502]).',
    );
    const diagnosis = await diagnose({ ends: [end], events: [unhealthy], taskDefinition }, () => Promise.resolve([]));
    expect(headline(diagnosis)).toBe(
      'Task failed ELB health checks in target group web: Health checks failed with these codes: [502] on port 8080',
    );
  });

  it('falls back to the events when no task failed', async () => {
    const events = [
      event('(service web) was unable to place a task because no container instance met all of its requirements.'),
    ];
    const diagnosis = await diagnose({ ends: [], events, taskDefinition }, () => Promise.resolve([]));
    expect(headline(diagnosis)).toBe(
      'was unable to place a task because no container instance met all of its requirements',
    );
    expect(diagnosisLines(await diagnose({ ends: [], events: [], taskDefinition }, () => Promise.resolve([])))).toEqual(
      ['Amazon ECS tells of no failed task and no trouble.'],
    );
  });

  it('shows foreign text in the summary as text', async () => {
    const hostile = ['```', '<script>alert(1)</script>', '::error::x', '@everyone'];
    const diagnosis = await diagnose(
      { ends: [crash], events: [event('failed [x](http://evil) <b>')], taskDefinition },
      () => Promise.resolve(hostile),
    );
    const markdown = diagnosisMarkdown(diagnosis);
    expect(markdown).toContain('````text\n```\n<script>');
    expect(markdown).toContain(': :error::x');
    expect(eventsMarkdown([event('failed [x](http://evil) <b>')])).toContain('\\[x\\](http://evil) \\<b\\>');
  });

  it('has the likely cause before words of AWS that are long, of which both ends are kept', async () => {
    const reason =
      'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secrets from ssm: invalid ssm parameters: /web/token';
    const end = readTaskEnd({ taskArn: 't1', stopCode: 'TaskFailedToStart', stoppedReason: reason });
    const facts = { ends: [end, { ...end, taskId: 't2' }], events: [], taskDefinition };
    expect(headline(await diagnose(facts, () => Promise.resolve([])))).toBe(
      'a secret, parameter, log group or file system that the task definition names does not exist; check its ARN, region and JSON key (2 tasks; ResourceInitializationError: unable to pull secrets or registry auth: unable to retrieve secrets from ssm: invalid ssm parameters: /web/token)',
    );
  });

  it.each([
    ['Service deployment rolled back because an alarm was detected (alarm errors)', true],
    ['ECS deployment circuit breaker: tasks failed to start', false],
  ])('tells what ECS decided where it was not for the tasks: %s', async (reason, told) => {
    const diagnosis = await diagnose({ ends: [crash], events: [], taskDefinition, reason }, () => Promise.resolve([]));
    expect(headline(diagnosis)).toBe(told ? reason : 'container web exited with code 1');
    const line = `Cause: ${reason}`;
    expect(diagnosisLines(diagnosis)[0] === line).toBe(told);
    expect(diagnosisMarkdown(diagnosis)?.includes(escapeMarkdown(line))).toBe(told);
  });

  it('tells each event once, and has what tells of trouble stand out in its place', () => {
    const markdown = eventsMarkdown([event('(service web) has started 1 tasks.'), event('(service web) task failed.')]);
    expect(markdown).toContain('Service events (2, 1 of trouble)');
    expect(markdown).toContain('- has started 1 tasks.\n- **task failed.**');
    expect(eventsMarkdown([])).toBeUndefined();
  });
});

describe('readLogTail', () => {
  const denied: LogReader = () => Promise.reject(awsError('AccessDeniedException', 'no'));
  const lines: LogReader = () => Promise.resolve(['x'.repeat(600)]);
  const container = (logConfiguration?: { logDriver: 'splunk' | 'awslogs'; options: Record<string, string> }) => ({
    containerDefinitions: [{ name: 'web', ...(logConfiguration && { logConfiguration }) }],
  });

  it.each<[string, Parameters<typeof readLogTail>, RegExp]>([
    ['another driver', [crash, container({ logDriver: 'splunk', options: {} }), lines], /logs by splunk; only awslogs/],
    ['no driver', [crash, container(), lines], /has no log driver/],
    [
      'no prefix',
      [crash, container({ logDriver: 'awslogs', options: { 'awslogs-group': 'g' } }), lines],
      /awslogs-stream-prefix/,
    ],
    ['no permission', [crash, taskDefinition, denied], /needs logs:GetLogEvents on \/ecs\/web/],
    [
      'no stream',
      [crash, taskDefinition, () => Promise.reject(awsError('ResourceNotFoundException', 'no'))],
      /is not in \/ecs\/web/,
    ],
    [
      'a fault',
      [crash, taskDefinition, () => Promise.reject(awsError('ServiceUnavailableException', 'try later', 503))],
      /could not be read: try later/,
    ],
    ['nothing logged', [crash, taskDefinition, () => Promise.resolve([])], /logged nothing/],
    [
      'a container that did not start',
      [
        readTaskEnd({
          stoppedReason: 'Task failed to start',
          containers: [{ name: 'web', reason: 'CannotPullContainerError: x' }],
        }),
        taskDefinition,
        lines,
      ],
      /did not start, so it logged nothing/,
    ],
  ])('says why there is no log: %s', async (_, args, note) => {
    expect((await readLogTail(...args)).note).toMatch(note);
  });

  it('cuts long lines', async () => {
    expect((await readLogTail(crash, taskDefinition, lines)).lines).toEqual([`${'x'.repeat(500)}…`]);
  });

  it('waits for lines that are still on their way', async () => {
    const answers = [awsError('ResourceNotFoundException', 'no stream yet'), [], ['boom']];
    const clock = new FakeClock({ auto: true });
    const read = patientReader(() => {
      const answer = answers.shift();
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer ?? []);
    }, clock);
    expect(await read({ region: undefined, group: 'g', stream: 's', limit: 20 })).toEqual(['boom']);
    expect(clock.sleeps).toEqual([1500, 1500]);
  });
});

describe('causeOfLog', () => {
  it.each([
    ['exec /app/server: exec format error', /processor architecture/],
    ["Error: Cannot find module 'express'", /not in the image/],
    ['FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory', /ran out of memory/],
    ['Error: connect ECONNREFUSED 10.0.1.5:5432', /cannot be reached/],
    ['FATAL: password authentication failed for user "web"', /credentials/],
    ['DATABASE_URL is required but missing: required environment variable', /setting the program needs/],
    ['error: relation "orders" does not exist', /migration/],
    ["open '/data/x': permission denied", /may not read or write/],
  ])('%s', (line, likely) => {
    expect(causeOfLog(['starting', line])).toMatch(likely);
  });

  it('says nothing about what it does not know', () => {
    expect(causeOfLog(['starting', 'listening on 8080'])).toBeUndefined();
  });
});
