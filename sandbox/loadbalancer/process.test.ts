import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { forwardTo } from './routing.ts';
import { startLoadBalancer } from './start.ts';

function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // process.kill throws system errors only; instanceof cannot tell, for jest runs tests in a realm of their own.
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

async function untilGone(pid: number): Promise<void> {
  const deadline = Date.now() + 5000;
  while (runs(pid)) {
    if (Date.now() > deadline) throw new Error(`process ${pid} still runs`);
    await delay(20);
  }
}

const group = {
  groupId: 'g',
  deregistrationDelayMs: 0,
  healthCheck: { path: '/', intervalMs: 1, timeoutMs: 1, healthyThreshold: 1, unhealthyThreshold: 1, matcher: [] },
};

describe('the load balancer process', () => {
  it('ends when its parent is killed', async () => {
    const module = new URL('./start.ts', import.meta.url).href;
    const program = `
      import { startLoadBalancer } from ${JSON.stringify(module)};
      const balancer = await startLoadBalancer({ speed: 1 });
      process.stdout.write(String(balancer.pid));
    `;
    const parent = spawn(process.execPath, ['--input-type=module', '--eval', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [output] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(output.toString());
    expect(runs(pid)).toBe(true);
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    await untilGone(pid);
  });

  it('is gone when close resolves, and close may be called twice', async () => {
    const balancer = await startLoadBalancer({ speed: 1 });
    await balancer.close();
    expect(runs(balancer.pid)).toBe(false);
    await balancer.close();
    balancer.configure(group);
    await expect(balancer.stats()).rejects.toThrow('it was closed');
  });

  it('says so when it died by itself', async () => {
    const balancer = await startLoadBalancer({ speed: 1 });
    const question = balancer.listen(0, forwardTo('g'));
    process.kill(balancer.pid, 'SIGKILL');
    await expect(question.then(() => balancer.stats())).rejects.toThrow('the load balancer process has ended: SIGKILL');
    expect(() => {
      balancer.configure(group);
    }).toThrow('has ended');
    await balancer.close();
  });

  it('explains a defect with its own words', async () => {
    const balancer = await startLoadBalancer({ speed: 1 });
    balancer.deregister('unknown', 'a');
    await expect(balancer.stats()).rejects.toThrow('no target group unknown');
    await balancer.close();
  });

  it('refuses a port that is taken', async () => {
    const balancer = await startLoadBalancer({ speed: 1 });
    balancer.configure(group);
    const port = await balancer.listen(0, forwardTo('g'));
    await expect(balancer.listen(port, forwardTo('g'))).rejects.toMatchObject({
      name: 'BalancerRefusal',
      code: 'EADDRINUSE',
    });
    await balancer.unlisten(port);
    expect(await balancer.listen(port, forwardTo('g'))).toBe(port);
    await balancer.close();
  });
});
