import { describe, expect, it } from '@jest/globals';
import { metaContent } from './meta-tag.ts';

describe('the content of a meta tag', () => {
  it.each([
    ['<meta name="version" content="1f3c9aa">', '1f3c9aa'],
    ["<META CONTENT='1f3c9aa' NAME='Version' />", '1f3c9aa'],
    ['<meta name=version content=1f3c9aa>', '1f3c9aa'],
    ['<meta\n  property = "version"\n  content = "1f3c9aa"\n>', '1f3c9aa'],
    ['<meta charset="utf-8"><meta name="author" content="x"><meta name="version" content="a b=c">', 'a b=c'],
    ['<meta name="version" content="first"><meta name="version" content="second">', 'first'],
    ['<meta name="version" content="">', ''],
    ['<meta name="version">', undefined],
    ['<meta name="versions" content="1f3c9aa">', undefined],
    ['<metadata name="version" content="1f3c9aa">', undefined],
    ['<meta name="version" content="1f3c9aa"', undefined],
    ['', undefined],
  ])('of %j is %j', (html, content) => {
    expect(metaContent(html, 'version')).toBe(content);
  });

  it.each([
    ['unclosed tags', '<meta '.repeat(170_000)],
    ['one endless tag', `<meta ${'a'.repeat(1_000_000)}`],
    ['endless names', `<meta ${'a'.repeat(1_990)}>`.repeat(500)],
    ['endless spaces', `<meta a${' '.repeat(1_990)}>`.repeat(500)],
    ['equals signs', `<meta ${'='.repeat(1_990)}>`.repeat(500)],
  ])('is looked for in time on a page of %s', (_, html) => {
    const started = performance.now();
    expect(metaContent(html, 'version')).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
