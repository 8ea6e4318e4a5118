import { describe, expect, it } from '@jest/globals';
import { codeBlock, details, escapeMarkdown, inlineCode, markdownTable } from './markdown.ts';

describe('escapeMarkdown', () => {
  it.each([
    ['markup', 'a *b* [c](d)', 'a \\*b\\* \\[c\\](d)'],
    ['HTML', '<script>', '\\<script\\>'],
    ['table borders and line ends', 'a|b\nc', 'a\\|b c'],
    ['mentions', 'ping @octocat', 'ping @\u2060octocat'],
  ])('disarms %s', (_, text, expected) => {
    expect(escapeMarkdown(text)).toBe(expected);
  });
});

describe('inlineCode', () => {
  it.each([
    ['plain', '`plain`'],
    ['a`b', '``a`b``'],
    ['`edge', '`` `edge ``'],
    ['a|b', '`a\\|b`'],
    ['', ''],
  ])('wraps %j', (text, expected) => {
    expect(inlineCode(text)).toBe(expected);
  });
});

describe('codeBlock', () => {
  it('uses a fence that the content cannot close', () => {
    expect(codeBlock('x\n```\ny\n', 'text')).toBe('````text\nx\n```\ny\n````');
  });
});

describe('markdownTable', () => {
  it('writes one line a row and keeps line ends inside a cell', () => {
    expect(markdownTable(['A', 'B'], [['1', 'x\ny']])).toBe('| A | B |\n| --- | --- |\n| 1 | x<br>y |');
  });
});

describe('details', () => {
  it('leaves blank lines so that GitHub renders the body as Markdown', () => {
    expect(details('Log', 'body')).toBe('<details><summary>Log</summary>\n\nbody\n\n</details>');
  });

  it('shows its title as it is, in a line where HTML counts and Markdown does not', () => {
    expect(details('my_check: <img src=x> & @octocat', '')).toContain(
      '<summary>my_check: &lt;img src=x&gt; &amp; @\u2060octocat</summary>',
    );
  });
});
