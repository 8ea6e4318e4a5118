import { describe, expect, it } from '@jest/globals';
import { lastLines, OutputCollector, outputLines } from './output.ts';

describe('OutputCollector', () => {
  it('keeps everything that fits', () => {
    const collector = new OutputCollector(100);
    collector.add('a');
    collector.add('b');
    expect(collector.output).toEqual({ head: ['a', 'b'], omitted: 0, tail: [] });
  });

  it('keeps the beginning and the end, and counts what is between', () => {
    const collector = new OutputCollector(12);
    for (let i = 1; i <= 5_000; i += 1) collector.add(String(i).padStart(4, '0'));
    expect(collector.output).toEqual({ head: ['0001', '0002'], omitted: 4_996, tail: ['4999', '5000'] });
    expect(outputLines(collector.output)).toEqual(['0001', '0002', '... 4996 lines left out ...', '4999', '5000']);
  });

  it('keeps the last line however long it is, and order after a long one', () => {
    const collector = new OutputCollector(10);
    for (const line of ['x'.repeat(50), 'a', 'b']) collector.add(line);
    expect(collector.output).toEqual({ head: [], omitted: 1, tail: ['a', 'b'] });
    collector.add('y'.repeat(50));
    expect(collector.output.tail).toEqual(['y'.repeat(50)]);
  });
});

describe('lastLines', () => {
  it('says how many come before', () => {
    const output = { head: ['a', 'b', 'c'], omitted: 0, tail: [] };
    expect([lastLines(output, 3), lastLines(output, 2)]).toEqual([
      ['a', 'b', 'c'],
      ['... 1 lines before ...', 'b', 'c'],
    ]);
  });
});
