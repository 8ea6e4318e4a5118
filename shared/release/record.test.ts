import { describe, expect, it } from '@jest/globals';
import { failedTag, isProven, isRecordTag, provenTag, readRelease, releaseTags, toTagValue } from './record.ts';

const early = new Date('2026-11-01T10:00:00.000Z');
const late = new Date('2026-11-02T10:00:00.000Z');

describe('release record', () => {
  it('writes what is known and leaves out the rest', () => {
    const facts = {
      sha: 'a'.repeat(40),
      imageDigest: undefined,
      environment: '',
      run: 'https://github.com/o/r/actions/runs/1',
      actor: 'dependabot[bot]',
    };
    expect(releaseTags(facts)).toEqual([
      { key: 'cicd:sha', value: 'a'.repeat(40) },
      { key: 'cicd:run', value: 'https://github.com/o/r/actions/runs/1' },
      { key: 'cicd:actor', value: 'dependabot-bot-' },
    ]);
  });

  it('reads back what it wrote', () => {
    const facts = {
      sha: 'b'.repeat(40),
      imageDigest: `sha256:${'c'.repeat(64)}`,
      environment: 'production',
      run: '42',
      previous: 'web:6',
      migrations: true,
    };
    const tags = [...releaseTags({ ...facts, actor: 'jane' }), provenTag(early), failedTag(late, 'rollback')];
    const definition = {
      taskDefinitionArn: 'arn:aws:ecs:eu-west-1:111122223333:task-definition/web:7',
      registeredAt: early,
      containerDefinitions: [{ image: 'web@sha256:1' }, {}, { image: 'proxy:1' }],
    };
    expect(readRelease(definition, tags)).toEqual({
      ...facts,
      by: 'jane',
      taskDefinitionArn: definition.taskDefinitionArn,
      images: ['web@sha256:1', 'proxy:1'],
      registeredAt: early,
      provenAt: early,
      failedAt: late,
      failedReason: 'rollback',
    });
  });

  it('reads a revision that somebody else registered as one without a record', () => {
    const release = readRelease({ taskDefinitionArn: 'arn' }, [
      { key: 'team', value: 'web' },
      { key: 'cicd:proven', value: 'soon' },
    ]);
    expect(release).toMatchObject({
      sha: undefined,
      previous: undefined,
      migrations: false,
      provenAt: undefined,
      failedAt: undefined,
      failedReason: undefined,
      images: [],
    });
  });

  it.each([
    ['arn:aws:sts::111122223333:assumed-role/deploy/GitHubActions', 'deploy/GitHubActions'],
    ['arn:aws:iam::111122223333:user/teams/jane', 'user/teams/jane'],
    ['arn:aws:iam::111122223333:root', 'root'],
    ['', undefined],
    [undefined, undefined],
  ])('of a revision without a user, registered by %s, is by %s', (registeredBy, by) => {
    expect(readRelease({ taskDefinitionArn: 'arn', registeredBy }, []).by).toBe(by);
  });

  it.each([
    { provenAt: undefined, failedAt: undefined, proven: false },
    { provenAt: early, failedAt: undefined, proven: true },
    { provenAt: early, failedAt: late, proven: false },
    { provenAt: late, failedAt: early, proven: true },
    { provenAt: early, failedAt: early, proven: false },
    { provenAt: undefined, failedAt: early, proven: false },
  ])('proven $provenAt and failed $failedAt: $proven', ({ proven, ...release }) => {
    expect(isProven(release)).toBe(proven);
  });

  it.each([
    ['production (eu)', 'production -eu-'],
    ['a'.repeat(300), 'a'.repeat(256)],
    ['Größe 1.0+x@y:/=_', 'Größe 1.0+x@y:/=_'],
  ])('makes %j a tag value AWS takes', (text, value) => {
    expect(toTagValue(text)).toBe(value);
  });

  it('tells its own tags and those of AWS from those of the team', () => {
    expect(['cicd:sha', 'aws:cloudformation:stack-name', 'team'].map(isRecordTag)).toEqual([true, true, false]);
  });
});
