import { describe, expect, it } from '@jest/globals';
import { looksSecret } from './looks-secret.ts';

describe('looksSecret', () => {
  it.each([
    ['DB_PASSWORD', 'x'],
    ['dbPassword', 'x'],
    ['API_KEY', 'x'],
    ['APIKEY', 'x'],
    ['GITHUB_TOKEN', 'x'],
    ['SENTRY_DSN', 'https://o1.ingest.sentry.io/1'],
    ['CONNECTION_STRING', 'x'],
    ['DATABASE_URL', 'postgres://app:hunter22@db:5432/app'],
    ['UPLOAD_URL', 'https://example.com/put?X-Amz-Signature=abc'],
    ['UPLOAD_URL', 'https://example.com/put?access_token=abc'],
    ['DB', 'Server=db;Uid=app;Pwd=abc'],
    ['VALUE', 'AKIAIOSFODNN7EXAMPLE'],
    ['VALUE', '6f1ed002ab5595859014ebf0951522d9'],
    ['VALUE', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY0'],
    ['VALUE', '8c8b0a1e-2f3c-4d5e-9a6b-7c8d9e0f1a2b'],
    ['CONFIG', '{"a":1}'],
    ['CERTIFICATE', 'line\nline'],
    ['TEXT', 'a '.repeat(100)],
  ])('hides %s=%s', (name, value) => {
    expect(looksSecret(name, value)).toBe(true);
  });

  it.each([
    ['LOG_LEVEL', 'debug'],
    ['RELEASE', 'two'],
    ['PORT', '8080'],
    ['EMPTY', ''],
    ['DATABASE_URL', 'postgres://db.internal.example.com:5432/app'],
    ['QUEUE', 'arn:aws:sqs:eu-west-1:111122223333:orders-production'],
    ['GIT_SHA', 'a94a8fe5ccb19ba61c4c0873d391e987982fbbd3'],
    ['MONKEYS', '3'],
    ['COMPASS', 'north'],
    ['STARTED', '2026-11-21T07:00:00Z'],
    ['ALLOWED', 'https://app.example.com/callback?page=1'],
  ])('shows %s=%s', (name, value) => {
    expect(looksSecret(name, value)).toBe(false);
  });
});
