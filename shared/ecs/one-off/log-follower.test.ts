import { describe, expect, it } from '@jest/globals';
import { awsError } from '../testing/scripted-ecs.ts';
import { LogFollower, type LogPages } from './log-follower.ts';

const PLACE = { region: 'eu-west-1', group: '/ecs/web', stream: 'web/web/abc' };

/** A stream whose lines come page by page; at its end the same token comes again, as GetLogEvents does it. */
function stream(pages: readonly (readonly string[])[]): LogPages {
  return ({ after }) => {
    const at = after === undefined ? 0 : Number(after);
    const lines = pages[at];
    return Promise.resolve(lines === undefined ? { lines: [], after } : { lines, after: String(at + 1) });
  };
}

function follow(pages: LogPages) {
  const printed: string[] = [];
  const missing: string[] = [];
  const tell = { print: (line: string) => printed.push(line), onMissing: (why: string) => missing.push(why) };
  return { follower: new LogFollower(pages, PLACE, tell), printed, missing };
}

describe('LogFollower', () => {
  it('prints each line once, over pages, also empty ones, and over looks', async () => {
    const pages = [['one', 'two'], [], ['three']];
    const { follower, printed } = follow(stream(pages));
    await follower.read();
    expect(printed).toEqual(['one', 'two', 'three']);
    pages.push(['four']);
    await follower.read();
    expect(printed).toEqual(['one', 'two', 'three', 'four']);
    expect(follower.lines).toBe(4);
  });

  it('waits for a stream that is not there yet, and for throttling to pass', async () => {
    const faults = [
      awsError('ResourceNotFoundException', 'no stream'),
      awsError('ThrottlingException', 'Rate exceeded'),
    ];
    const lines = stream([['one']]);
    const { follower, printed, missing } = follow((request) => {
      const fault = faults.shift();
      return fault === undefined ? lines(request) : Promise.reject(fault);
    });
    for (let look = 0; look < 3; look += 1) await follower.read();
    expect(printed).toEqual(['one']);
    expect(missing).toEqual([]);
  });

  it('says once that it may not read, and asks no more', async () => {
    let calls = 0;
    const { follower, missing } = follow(() => {
      calls += 1;
      return Promise.reject(awsError('AccessDeniedException', 'no'));
    });
    await follower.read();
    await follower.read();
    expect(missing).toEqual(["this job's role needs logs:GetLogEvents on /ecs/web"]);
    expect(calls).toBe(1);
  });

  it('leaves a stream without end after some pages, so that the task is looked at too', async () => {
    const endless: LogPages = ({ after = '0' }) =>
      Promise.resolve({ lines: [after], after: String(Number(after) + 1) });
    const { follower, printed } = follow(endless);
    await follower.read();
    expect(printed).toHaveLength(20);
    await follower.read();
    expect(printed.slice(19, 22)).toEqual(['19', '20', '21']);
  });
});
