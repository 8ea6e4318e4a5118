import { describe, expect, it } from '@jest/globals';
import { readRefusal } from './placement.ts';

describe('readRefusal', () => {
  it.each([
    ['RESOURCE:CPU', true, /enough CPU or memory/],
    ['RESOURCE:MEMORY', true, /enough CPU or memory/],
    ['RESOURCE:ENI', true, /network interface/],
    ['RESOURCE:PORTS', true, /host port/],
    ['RESOURCE:GPU', true, /enough of a resource/],
    ['AGENT', true, /agent/],
    [
      'Capacity is unavailable at this time. Please try again later or in a different availability zone',
      true,
      /subnets/,
    ],
    ["You've reached the limit on the number of tasks you can run concurrently", true, /quota/],
    ['ATTRIBUTE', false, /no container instance has what/],
    ['LOCATION', false, /no container instance has what/],
    ['MemberOf placement constraint unsatisfied.', false, /no container instance has what/],
    ['INACTIVE', false, /not there any more/],
    ['SOMETHING NEW', false, /^SOMETHING NEW$/],
    ['', false, /^no reason given$/],
  ])('%s', (reason, temporary, text) => {
    const refusal = readRefusal({ reason, detail: undefined });
    expect(refusal.temporary).toBe(temporary);
    expect(refusal.text).toMatch(text);
  });

  it("keeps AWS's own words, and its detail", () => {
    expect(readRefusal({ reason: 'RESOURCE:CPU', detail: 'needs 4096.' }).text).toMatch(/^RESOURCE:CPU: needs 4096 \(/);
  });
});
