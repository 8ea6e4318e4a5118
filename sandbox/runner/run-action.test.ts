import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openLedger } from '../ledger.ts';
import { identify } from '../ledger/processes.ts';
import type { ActionRun } from './action-run.ts';
import { runAction, type ActionOptions } from './run-action.ts';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'runner-test-'));
  await mkdir(join(root, 'workspace'));
});

afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

const github = {
  sha: 'a'.repeat(40),
  ref: 'refs/heads/main',
  repository: 'octo/service',
  runId: 11,
  runNumber: 2,
  runAttempt: 1,
  actor: 'mona',
  eventName: 'push',
  event: { after: 'a'.repeat(40) },
  token: 'ghs_verysecret',
  checkRunId: 99,
};

/** Helpers that every fake action finds. */
const prelude = `
import { appendFileSync } from 'node:fs';
const put = (file, text) => appendFileSync(process.env['GITHUB_' + file], text + '\\n');
const show = (...names) => names.forEach((name) => console.log(name + '=' + process.env[name]));
`;

interface Fake {
  readonly inputs?: string;
  readonly main?: string;
  readonly post?: string;
  readonly postIf?: string;
}

/** Writes an action and runs it. */
async function run(fake: Fake, options: Partial<ActionOptions> = {}): Promise<ActionRun> {
  const directory = join(root, 'suite', 'fake');
  const dist = join(root, 'suite', 'dist', 'fake');
  await mkdir(directory, { recursive: true });
  await mkdir(dist, { recursive: true });
  const runs = [
    'runs:',
    '  using: node24',
    '  main: ../dist/fake/index.mjs',
    ...(fake.post === undefined ? [] : ['  post: ../dist/fake/post.mjs']),
    ...(fake.postIf === undefined ? [] : [`  post-if: ${fake.postIf}`]),
  ];
  await writeFile(join(directory, 'action.yml'), `name: Fake\n${fake.inputs ?? ''}\n${runs.join('\n')}\n`);
  await writeFile(join(dist, 'index.mjs'), prelude + (fake.main ?? ''));
  if (fake.post !== undefined) await writeFile(join(dist, 'post.mjs'), prelude + fake.post);
  return runAction({
    repository: join(root, 'suite'),
    action: 'fake',
    inputs: {},
    env: {},
    workspace: join(root, 'workspace'),
    directory: join(root, 'runner'),
    github,
    ...options,
  });
}

describe('inputs', () => {
  const inputs = `
inputs:
  plain: { default: 5 }
  two words: { default: 'yes' }
  hyphen-ated: { required: true }
  sha: { default: '\${{ github.sha }}' }
  token: { default: '\${{ github.token }}' }
  check: { default: '\${{ job.check_run_id }}' }
  old: { deprecationMessage: 'use plain' }`;

  it('get their defaults, and names in upper case', async () => {
    const main = `show('INPUT_PLAIN', 'INPUT_TWO_WORDS', 'INPUT_HYPHEN-ATED', 'INPUT_SHA', 'INPUT_TOKEN', 'INPUT_CHECK')`;
    const { log, annotations } = await run({ inputs, main });
    expect(log).toEqual([
      'INPUT_PLAIN=5',
      'INPUT_TWO_WORDS=yes',
      'INPUT_HYPHEN-ATED=',
      `INPUT_SHA=${github.sha}`,
      'INPUT_TOKEN=***',
      'INPUT_CHECK=99',
    ]);
    // GitHub does not hold an action to \`required\`.
    expect(annotations).toEqual([]);
  });

  it('are taken as they are, also when empty', async () => {
    const main = `show('INPUT_PLAIN', 'INPUT_SHA')`;
    const { log } = await run({ inputs, main }, { inputs: { PLAIN: '', sha: '${{ github.sha }}' } });
    expect(log).toEqual(['INPUT_PLAIN=', 'INPUT_SHA=${{ github.sha }}']);
  });

  it('are warned of when unknown or deprecated, and handed over all the same', async () => {
    const { log, annotations } = await run(
      { inputs, main: `show('INPUT_TYPO', 'INPUT_OLD')` },
      { inputs: { typo: '1', old: '2' } },
    );
    const names = "'plain', 'two words', 'hyphen-ated', 'sha', 'token', 'check', 'old'";
    expect(annotations).toEqual([
      { level: 'warning', message: "Input 'old' has been deprecated with message: use plain" },
      { level: 'warning', message: `Unexpected input(s) 'typo', valid inputs are [${names}]` },
    ]);
    expect(log.slice(2)).toEqual(['INPUT_TYPO=1', 'INPUT_OLD=2']);
  });

  it('may not use contexts that GitHub does not offer', async () => {
    const wrong = `inputs: { a: { default: '\${{ env.HOME }}' } }`;
    await expect(run({ inputs: wrong })).rejects.toThrow("Unrecognized named-value: 'env'");
  });
});

describe('the environment', () => {
  it("is the job's, not this process's", async () => {
    process.env['RUNNER_TEST_LEAK'] = 'leak';
    const main = `console.log(JSON.stringify(process.env))`;
    const { log } = await run({ main }, { env: { MINE: '1', GITHUB_SHA: 'forged' } });
    delete process.env['RUNNER_TEST_LEAK'];
    const env = JSON.parse(log[0] ?? '') as Record<string, string>;
    expect(env).toMatchObject({
      MINE: '1',
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_SHA: github.sha,
      GITHUB_REF_NAME: 'main',
      GITHUB_REPOSITORY_OWNER: 'octo',
      GITHUB_RUN_ID: '11',
      GITHUB_ACTION_PATH: join(root, 'suite', 'fake'),
      GITHUB_WORKSPACE: join(root, 'workspace'),
      RUNNER_TEMP: join(root, 'runner', '_temp'),
      HOME: join(root, 'runner', 'home'),
    });
    expect(Object.keys(env)).not.toContain('RUNNER_TEST_LEAK');
    expect(Object.keys(env)).not.toContain('GITHUB_TOKEN');
    expect(JSON.parse(await readFile(env['GITHUB_EVENT_PATH'] ?? '', 'utf8'))).toEqual(github.event);
  });

  it('has the workspace as working directory', async () => {
    const { log } = await run({ main: `console.log(process.cwd())` });
    expect(log).toEqual([join(root, 'workspace')]);
  });
});

describe('command files', () => {
  it('give outputs, environment and path', async () => {
    const main = `put('OUTPUT', 'a=1\\nb<<X\\ntwo\\nlines\\nX'); put('ENV', 'LEVEL=high'); put('PATH', '/one\\n/two');`;
    const { outputs, jobOutputs, env, path, conclusion } = await run({ main });
    expect(outputs).toEqual({ a: '1', b: 'two\nlines' });
    expect(jobOutputs).toEqual(outputs);
    expect(env).toEqual({ LEVEL: 'high' });
    expect(path).toEqual(['/one', '/two']);
    expect(conclusion).toBe('success');
  });

  it('fail the step when they are malformed', async () => {
    const { exitCode, conclusion, annotations } = await run({ main: `put('OUTPUT', 'nonsense')` });
    expect({ exitCode, conclusion }).toEqual({ exitCode: 0, conclusion: 'failure' });
    expect(annotations.map(({ message }) => message)).toEqual([
      "Unable to process file command 'output' successfully.",
      "Invalid format 'nonsense'",
    ]);
  });

  it('cannot set NODE_OPTIONS', async () => {
    const { env, annotations } = await run({ main: `put('ENV', 'NODE_OPTIONS=--x')` });
    expect(env).toEqual({});
    expect(annotations).toMatchObject([{ level: 'error' }]);
  });
});

describe('secrets', () => {
  it('leave neither by the log nor by the summary nor to other jobs', async () => {
    const main = `console.log('::add-mask::hunter2'); console.error('it is hunter2');
      put('STEP_SUMMARY', '# hunter2'); put('OUTPUT', 'a=hunter2!\\nb=fine\\nc=');`;
    const lines: string[] = [];
    const { log, summary, outputs, jobOutputs, annotations, masks } = await run(
      { main },
      { onLine: (line) => lines.push(line) },
    );
    expect(log).toEqual(['it is ***', "##[warning]Skip output 'a' since it may contain secret."]);
    expect(lines).toEqual(log);
    expect(summary).toBe('# ***\n');
    expect(outputs).toEqual({ a: 'hunter2!', b: 'fine', c: '' });
    expect(jobOutputs).toEqual({ b: 'fine' });
    expect(annotations).toEqual([{ level: 'warning', message: "Skip output 'a' since it may contain secret." }]);
    expect(masks).toEqual([github.token, 'hunter2']);
  });

  it('include what GitHub puts into the environment', async () => {
    const { log } = await run(
      { main: `show('ACTIONS_ID_TOKEN_REQUEST_TOKEN')` },
      { env: { ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'oidc-bearer' } },
    );
    expect(log).toEqual(['ACTIONS_ID_TOKEN_REQUEST_TOKEN=***']);
  });
});

describe('the summary', () => {
  it.each([
    [1024 * 1024, 1024 * 1024, 0],
    [1024 * 1024 + 1, 0, 1],
  ])('of %i bytes is shown with %i bytes and %i errors', async (bytes, shown, errors) => {
    const main = `appendFileSync(process.env.GITHUB_STEP_SUMMARY, 'x'.repeat(${bytes}))`;
    const { summary, annotations, conclusion } = await run({ main });
    expect(summary).toHaveLength(shown);
    expect(annotations).toHaveLength(errors);
    expect(conclusion).toBe('success');
  });
});

describe('the end', () => {
  it.each([
    [`process.exit(0)`, 0, 'success'],
    [`process.exitCode = 3`, 3, 'failure'],
    [`throw new Error('boom')`, 1, 'failure'],
    [`process.kill(process.pid, 'SIGKILL')`, 137, 'failure'],
    [`console.log('::set-output name=a::1')`, 0, 'failure'],
  ])('of %s', async (main, exitCode, conclusion) => {
    expect(await run({ main })).toMatchObject({ exitCode, conclusion });
  });

  it('shows the last line without a line feed, and a carriage return as one', async () => {
    const { log } = await run({ main: `process.stdout.write('10%\\r20%\\r\\ndone\\nlast')` });
    expect(log).toEqual(['10%', '20%', 'done', 'last']);
  });

  it('kills what is left behind', async () => {
    const main = `import { spawn } from 'node:child_process';
      console.log(spawn('sleep', ['60'], { stdio: 'ignore' }).pid); process.exit(0);`;
    const { log } = await run({ main });
    expect(log[1]).toBe('Terminate orphan processes');
    await delay(50);
    expect(identify(Number(log[0]))).toBeUndefined();
  });
});

describe('post', () => {
  it('runs after the main script with its state and inputs, and adds to the summary', async () => {
    const { log, summary } = await run(
      {
        inputs: `inputs: { a: {} }`,
        main: `put('STATE', 'id=7'); put('STEP_SUMMARY', 'main'); put('ENV', 'LEVEL=high'); console.log('main')`,
        post: `show('STATE_id', 'INPUT_A', 'LEVEL'); put('STEP_SUMMARY', 'post')`,
      },
      { inputs: { a: '1' } },
    );
    expect(log).toEqual(['main', 'STATE_id=7', 'INPUT_A=1', 'LEVEL=high']);
    expect(summary).toBe('main\npost\n');
  });

  it.each([
    [undefined, 1, true],
    ['success()', 1, false],
    ['success()', 0, true],
    ['failure()', 1, true],
  ])('with post-if %s after exit code %i: %s', async (postIf, code, runs) => {
    const { log } = await run({
      main: `process.exit(${code})`,
      post: `console.log('post')`,
      ...(postIf !== undefined && { postIf }),
    });
    expect(log).toEqual(runs ? ['post'] : []);
  });

  it('that fails, fails the action', async () => {
    expect(await run({ main: '', post: 'process.exit(2)' })).toMatchObject({ exitCode: 0, conclusion: 'failure' });
  });
});

describe('cancelling', () => {
  const ladder = { interruptMs: 150, terminateMs: 150 };
  const listen = (name: string, reaction: string) =>
    `process.on('${name}', () => { console.log('${name}'); ${reaction} });`;

  it.each([
    { name: 'SIGINT is enough', reaction: listen('SIGINT', 'process.exit(0)'), heard: ['SIGINT'], exitCode: 0 },
    {
      name: 'SIGTERM is needed',
      reaction: listen('SIGINT', '') + listen('SIGTERM', 'process.exit(4)'),
      heard: ['SIGINT', 'SIGTERM'],
      exitCode: 4,
    },
    {
      name: 'nothing helps',
      reaction: listen('SIGINT', '') + listen('SIGTERM', ''),
      heard: ['SIGINT', 'SIGTERM'],
      exitCode: 137,
    },
  ])('when $name', async ({ reaction, heard, exitCode }) => {
    const canceller = new AbortController();
    const onLine = (line: string) => {
      if (line === 'ready') canceller.abort();
    };
    const main = `${reaction} setInterval(() => {}, 1000); console.log('ready');`;
    const { signal } = canceller;
    const result = await run({ main, post: `console.log('post')` }, { signal, onLine, ladder });
    expect(result).toMatchObject({ exitCode, conclusion: 'cancelled' });
    expect(result.log).toEqual(['ready', ...heard, '##[error]The operation was canceled.', 'post']);
  });

  it('before the start runs nothing', async () => {
    await expect(run({}, { signal: AbortSignal.abort(new Error('stop')) })).rejects.toThrow('stop');
  });
});

it('records its processes in the ledger', async () => {
  const ledger = await openLedger({ root: join(root, 'ledgers') });
  const main = `show('CICD_ACTIONS_INSTANCE'); await new Promise((resolve) => setTimeout(resolve, 60_000));`;
  const onLine = () => void ledger.close();
  const result = await run({ main }, { ledger, onLine });
  expect(result.log[0]).toBe(`CICD_ACTIONS_INSTANCE=${ledger.instance}`);
  expect(result.exitCode).toBe(137);
});

it.each([
  ['a composite action', `runs: { using: composite }`, 'only JavaScript actions run here, not composite'],
  ['no main', `runs: { using: node24 }`, 'runs.main is missing'],
])('refuses %s', async (_, text, message) => {
  await mkdir(join(root, 'suite', 'other'), { recursive: true });
  await writeFile(join(root, 'suite', 'other', 'action.yml'), text);
  await expect(run({}, { action: 'other' })).rejects.toThrow(message);
});
