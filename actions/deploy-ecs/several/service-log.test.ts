import { describe, expect, it } from '@jest/globals';
import { RecordingLog } from '#shared/testing/fake-context';
import { liveLog, serviceLog, SharedLog } from './service-log.ts';

function two() {
  const log = new RecordingLog();
  const shared = new SharedLog(log);
  return { log, web: serviceLog(shared, 'web'), api: serviceLog(shared, 'api') };
}

describe('serviceLog', () => {
  it('puts the name before every line of every level', () => {
    const { log, web } = two();
    web.info('one\ntwo');
    web.debug('three');
    web.notice('four');
    web.warning('five');
    web.error('six');
    expect(log.lines).toEqual([
      'info: [web] one\n[web] two',
      'debug: [web] three',
      'notice: [web] four',
      'warning: [web] five',
      'error: [web] six',
    ]);
  });

  it('lets nobody into the group of another', async () => {
    const { log, web, api } = two();
    const open = Promise.withResolvers<undefined>();
    const grouped = web.group('Plan', async () => {
      web.info('begins');
      await open.promise;
      web.info('ends');
    });
    api.info('meanwhile');
    open.resolve(undefined);
    const other = api.group('Plan', () => {
      api.info('of its own');
      return Promise.resolve();
    });
    api.info('between');
    await Promise.all([grouped, other]);
    const expected = ['group: [web] Plan', 'info: [web] begins', 'info: [web] ends', 'end: [web] Plan'];
    const from = log.lines.indexOf('group: [web] Plan');
    expect(log.lines.slice(from, from + expected.length)).toEqual(expected);
    expect(log.lines[0]).toBe('info: [api] meanwhile');
    const theirs = log.lines.indexOf('group: [api] Plan');
    expect(log.lines[theirs + 1]).toBe('info: [api] of its own');
    expect(log.lines).toHaveLength(9);
  });

  it('tells what was grouped when the group fails', async () => {
    const { log, web } = two();
    const failing = web.group('Plan', () => {
      web.info('begins');
      return Promise.reject(new Error('no such service'));
    });
    await expect(failing).rejects.toThrow('no such service');
    web.info('after');
    expect(log.lines).toEqual(['group: [web] Plan', 'info: [web] begins', 'end: [web] Plan', 'info: [web] after']);
  });
});

describe('liveLog', () => {
  it('tells what is grouped while it goes on', async () => {
    const log = new RecordingLog();
    const web = liveLog(log, 'web');
    await web.group('Run before', () => {
      web.info('migrating');
      expect(log.lines).toEqual(['group: [web] Run before', 'info: [web] migrating']);
      return Promise.resolve();
    });
  });
});
