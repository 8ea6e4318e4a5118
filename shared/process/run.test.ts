import { spawnSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { runProcess } from './run.ts';

const node = process.execPath;
const script = (code: string): readonly string[] => ['-e', code];

/** Gone, or dead and never collected by a first process that collects no orphans. */
async function isGone(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 50; tries += 1) {
    const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
    if (stdout.trim() === '' || stdout.startsWith('Z')) return true;
    await delay(20);
  }
  return false;
}

describe('runProcess', () => {
  it('gives the exit code and the lines of both streams, the unfinished last one too', async () => {
    const lines: string[] = [];
    const result = await runProcess({
      command: node,
      args: script('console.log("a\\nb"); console.error("c"); process.stdout.write("end"); process.exitCode = 3'),
      onLine: (line, stream) => lines.push(`${stream} ${line}`),
    });
    expect(result).toMatchObject({ exitCode: 3, ending: 'exited' });
    expect(lines.filter((line) => line.startsWith('stdout'))).toEqual(['stdout a', 'stdout b', 'stdout end']);
    expect(lines).toContain('stderr c');
  });

  it('passes arguments untouched and input by standard input', async () => {
    const lines: string[] = [];
    await runProcess({
      command: node,
      args: [...script('process.stdin.on("data", (d) => console.log(String(d), process.argv[1]))'), '$(id); a b'],
      input: 'secret',
      onLine: (line) => lines.push(line),
    });
    expect(lines).toEqual(['secret $(id); a b']);
  });

  it('splits no character at a chunk border', async () => {
    const lines: string[] = [];
    const code =
      'const b = Buffer.from("é"); process.stdout.write(b.subarray(0, 1)); setTimeout(() => process.stdout.write(b.subarray(1)), 30)';
    await runProcess({ command: node, args: script(code), onLine: (line) => lines.push(line) });
    expect(lines).toEqual(['é']);
  });

  it('ends a program and its children at the time limit', async () => {
    // The grandchild holds standard output open: the result can only come once it has ended too.
    const code = `require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' }); setInterval(() => {}, 1000)`;
    const result = await runProcess({ command: node, args: script(code), timeoutMs: 400 });
    expect(result).toMatchObject({ exitCode: undefined, ending: 'timed-out' });
    expect(result.durationMs).toBeGreaterThanOrEqual(400);
  });

  it('kills what ignores SIGTERM', async () => {
    const controller = new AbortController();
    const code = 'process.on("SIGTERM", () => {}); console.log("ready"); setInterval(() => {}, 1000)';
    const result = await runProcess({
      command: node,
      args: script(code),
      signal: controller.signal,
      killGraceMs: 100,
      onLine: () => {
        controller.abort();
      },
    });
    expect(result).toMatchObject({ exitCode: undefined, ending: 'cancelled' });
  });

  it('ends what a finished program leaves in its group', async () => {
    // The output can only be closed this early because the sleeper has ended.
    const result = await runProcess({ command: 'sh', args: ['-c', 'sleep 60 &'], killGraceMs: 30_000 });
    expect(result).toMatchObject({ exitCode: 0, ending: 'exited' });
    expect(result.durationMs).toBeLessThan(10_000);
  });

  it.each([
    ['SIGTERM ends', ''],
    ['ignores SIGTERM', "trap '' TERM; "],
  ])('ends what a finished program leaves in its group without its output, when it %s', async (_, trap) => {
    const lines: string[] = [];
    const code = `(${trap}exec sleep 60) >/dev/null 2>&1 & echo $!`;
    const onLine = (line: string): unknown => lines.push(line);
    const result = await runProcess({ command: 'sh', args: ['-c', code], killGraceMs: 300, onLine });
    expect(result).toMatchObject({ exitCode: 0, ending: 'exited' });
    expect(await isGone(Number(lines[0]))).toBe(true);
  });

  it('ends the children of a cancelled program that ignore SIGTERM and hold no output', async () => {
    const controller = new AbortController();
    const lines: string[] = [];
    const result = await runProcess({
      command: 'sh',
      args: ['-c', "(trap '' TERM; exec sleep 60) >/dev/null 2>&1 & sleep 0.2; echo $!; wait"],
      signal: controller.signal,
      killGraceMs: 300,
      onLine: (line) => {
        lines.push(line);
        controller.abort();
      },
    });
    expect(result).toMatchObject({ ending: 'cancelled' });
    expect(await isGone(Number(lines[0]))).toBe(true);
  });

  it('does not wait for a daemon that left the group and holds the output open', async () => {
    const code = `const d = require('child_process').spawn(process.execPath, ['-e', 'setTimeout(() => {}, 15000)'], { stdio: 'inherit', detached: true }); d.unref(); console.log(d.pid)`;
    const lines: string[] = [];
    const result = await runProcess({
      command: node,
      args: script(code),
      killGraceMs: 100,
      onLine: (line) => lines.push(line),
    });
    expect(result).toMatchObject({ exitCode: 0, ending: 'exited' });
    expect(result.durationMs).toBeLessThan(10_000);
    process.kill(Number(lines[0]));
  });

  it('names the signal that ended a program', async () => {
    const result = await runProcess({ command: node, args: script('process.kill(process.pid, "SIGKILL")') });
    expect(result).toMatchObject({ exitCode: undefined, signal: 'SIGKILL', ending: 'exited' });
  });

  it('keeps the first reason for ending a program', async () => {
    const controller = new AbortController();
    const code = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)';
    setTimeout(() => {
      controller.abort();
    }, 900);
    const result = await runProcess({
      command: node,
      args: script(code),
      timeoutMs: 600,
      killGraceMs: 600,
      signal: controller.signal,
    });
    expect(result).toMatchObject({ ending: 'timed-out', signal: 'SIGKILL' });
  });

  it('rejects when the program does not exist', async () => {
    await expect(runProcess({ command: 'no-such-program-here', args: [] })).rejects.toThrow('ENOENT');
  });
});
