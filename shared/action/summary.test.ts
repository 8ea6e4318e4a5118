import { describe, expect, it } from '@jest/globals';
import { Summary } from './summary.ts';

describe('Summary', () => {
  it('separates blocks by a blank line', () => {
    expect(new Summary().add('## Title').add('text\n').render()).toBe('## Title\n\ntext\n');
  });

  it('is cut at the end, in bytes, and says so', () => {
    const text = new Summary().add('## Kept').add('é'.repeat(1_000)).render(600);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(600);
    expect(text).toMatch(/^## Kept\n\né+/);
    expect(text).toContain('The rest of this summary was cut');
    expect(text).not.toContain('\ufffd');
  });

  it('closes a code block that the cut left open, so that the notice is rendered', () => {
    const text = new Summary().add(`\`\`\`\`text\n${'line\n'.repeat(500)}\`\`\`\``).render(600);
    expect(text).toMatch(/\n````\n\n\*The rest/);
  });

  it('knows when nothing was written', () => {
    expect([new Summary().isEmpty, new Summary().add('x').isEmpty]).toEqual([true, false]);
  });
});
