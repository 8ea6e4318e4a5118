import { expect, it } from '@jest/globals';
import { countAbove, Latencies } from './latencies.ts';

it('keeps every millisecond apart and gives the same percentiles as a sorted list', () => {
  const values = Array.from({ length: 997 }, (_, index) => (index * 7919) % 400);
  const latencies = new Latencies();
  for (const ms of values) latencies.add(ms);
  const sorted = values.toSorted((a, b) => a - b);
  for (const share of [0, 0.01, 0.5, 0.95, 0.99, 1])
    expect(latencies.percentileMs(share)).toBe(sorted[Math.max(0, Math.ceil(share * 997) - 1)]);
  expect(latencies.count).toBe(997);
  expect(latencies.sorted()).toHaveLength(400);
  expect(countAbove(latencies.sorted(), 380)).toBe(values.filter((ms) => ms > 380).length);
});

it('has no percentile of nothing', () => {
  expect(new Latencies().percentileMs(0.5)).toBeUndefined();
});
