import { describe, expect, it } from '@jest/globals';
import { details, escapeMarkdown, inlineCode } from './markdown.ts';
import { createRedactor } from './redact.ts';

describe('createRedactor', () => {
  it('hides what was added, each line of it, and the longest first', () => {
    const redactor = createRedactor();
    redactor.add('hunter22');
    redactor.add('hunter22-extended');
    redactor.add('line-one\nline-two');
    expect(redactor.redact('a hunter22-extended b hunter22 c line-two')).toBe('a *** b *** c ***');
  });

  it.each([
    ['the value is hunter22-ext...', 'the value is ***...'],
    ['hunter2… and hunter22-exten\n… (cut)', '***… and ***\n… (cut)'],
    ['hunter22-extended...', '***...'],
    ['hunte... and hunter22-ext', 'hunte... and hunter22-ext'],
    ['a hunter... b hunter2... c', 'a ***... b ***... c'],
  ])('hides what is left of a secret that was cut: %s', (text, expected) => {
    const redactor = createRedactor();
    redactor.add('hunter22-extended');
    expect(redactor.redact(text)).toBe(expected);
  });

  it.each([
    ['beginnings of tokens', 'eyJhbGciOiJI-'.repeat(40_000)],
    ['beginnings of URLs', 'a.'.repeat(250_000)],
    ['marks of cuts', 'hunter... '.repeat(50_000)],
    ['dots', '.'.repeat(500_000)],
  ])('takes its time in proportion to a text of %s', (_, text) => {
    const redactor = createRedactor();
    redactor.add('hunter22-extended');
    const started = performance.now();
    redactor.redact(text);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it('ignores secrets too short to be told from words', () => {
    const redactor = createRedactor();
    redactor.add('on');
    redactor.add('');
    expect(redactor.redact('on and on')).toBe('on and on');
  });

  it.each([
    ['an AWS access key id', 'key AKIAIOSFODNN7EXAMPLE end', 'key *** end'],
    ['a GitHub token', `t ghs_${'a'.repeat(36)} end`, 't *** end'],
    ['a Slack token', 'xoxb-1234567890-abc end', '*** end'],
    ['a JSON web token', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0xxx.sig-nature', '***'],
    ['a password in a URL', 'postgres://user:pa55@db:5432/x', 'postgres://user:***@db:5432/x'],
    ['a private key', '-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----\nrest', '***\nrest'],
    ['a private key cut short', '-----BEGIN PRIVATE KEY-----\nabc', '***'],
  ])('hides %s by its form', (_, text, expected) => {
    expect(createRedactor().redact(text)).toBe(expected);
  });

  it.each([
    ['a table', escapeMarkdown],
    ['inline code', inlineCode],
    ['a title', (text: string) => details(text, '')],
  ])('hides a secret that stands in %s', (_, write) => {
    const redactor = createRedactor();
    redactor.add('my_<s>|ec&ret');
    expect(redactor.redact(write('my_<s>|ec&ret'))).toBe(write('PLACE').replace('PLACE', '***'));
  });

  it.each([
    `ghp_${'a'.repeat(36)}`,
    `github_pat_${'a_'.repeat(11)}`,
    'eyJhbGciOiJI_zI1NiJ9.eyJzdWIiOiI_In0xxx.sig_nature',
  ])('hides %s by its form where Markdown escapes it', (token) => {
    expect(createRedactor().redact(escapeMarkdown(`token ${token}`))).toBe('token ***');
  });

  it('hides nothing for a secret of control characters', () => {
    const redactor = createRedactor();
    redactor.add('\u0001\u0002\u0003\u0004');
    expect(redactor.redact('text')).toBe('text');
  });

  it('leaves ordinary text as it is', () => {
    const text = 'https://example.com:8080/path sha256:abc arn:aws:ecs:eu-west-1:123456789012:service/a/b';
    expect(createRedactor().redact(text)).toBe(text);
  });
});
