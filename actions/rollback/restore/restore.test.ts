import { describe, expect, it } from '@jest/globals';
import type { EcsServiceRevision } from '#shared/ecs/api';
import { awsError, revisionArn, serviceWith } from '#shared/ecs/testing/scripted-ecs';
import { begin, CURRENT, run, type History } from '../testing.ts';

const HISTORY: Readonly<Record<number, History>> = {
  3: { sha: 'a'.repeat(40), proven: '03', deployed: '03' },
  4: { sha: 'b'.repeat(40), deployed: '04', previous: 'web:3' },
};

const network = (group: string) => ({ awsvpcConfiguration: { subnets: ['subnet-1'], securityGroups: [group] } });

function revision(name: string, settings: EcsServiceRevision): EcsServiceRevision {
  return { serviceRevisionArn: `rev-${name}`, taskDefinition: revisionArn(`web:${name}`), ...settings };
}

const now = serviceWith([[CURRENT, 'PRIMARY', 'COMPLETED', 'web:4']], {
  launchType: 'FARGATE',
  networkConfiguration: network('sg-new'),
  currentServiceRevisions: [{ arn: 'rev-4' }],
});
const serviceRevisions = [
  revision('3', { launchType: 'FARGATE', networkConfiguration: network('sg-old') }),
  revision('4', { launchType: 'FARGATE', networkConfiguration: network('sg-new') }),
];

const setting = (inputs: Readonly<Record<string, string>> = {}, script: object = {}) => ({
  history: HISTORY,
  goesTo: 'web:3',
  inputs: { restore: 'service-revision', ...inputs },
  script: { before: now, serviceRevisions, ...script },
});

const CHANGE = { setting: 'networkConfiguration', what: 'security groups', now: 'sg-new', then: 'sg-old' };

describe('restore: service-revision', () => {
  it('updates the service with what differs from what the release was deployed with, and tells it', async () => {
    const { result, api, log } = await run(setting());
    expect(result).toMatchObject({ outcome: 'rolled-back', restored: [CHANGE] });
    expect(api.updatesSent).toEqual([
      {
        cluster: 'default',
        service: 'web',
        taskDefinition: revisionArn('web:3'),
        networkConfiguration: network('sg-old'),
      },
    ]);
    expect(log.lines.join('\n')).toContain('  security groups: sg-new → sg-old');
  });

  it('sends the task definition alone where nothing else differs', async () => {
    const same: EcsServiceRevision = { launchType: 'FARGATE', networkConfiguration: network('sg-new') };
    const { result, api, log } = await run(
      setting({}, { serviceRevisions: [revision('3', same), revision('4', same)] }),
    );
    expect(result).toMatchObject({ outcome: 'rolled-back', restored: [] });
    expect(api.updatesSent).toEqual([{ cluster: 'default', service: 'web', taskDefinition: revisionArn('web:3') }]);
    expect(log.lines.join('\n')).toContain('the settings of the service are those that web:3 was deployed with');
  });

  it('takes the last deployment of the release, not its first one', async () => {
    const deployment = (arn: string, at: number) => ({
      serviceDeploymentArn: `sd-${arn}`,
      status: 'SUCCESSFUL',
      finishedAt: new Date(at),
      targetServiceRevisionArn: arn,
    });
    const { result } = await run(
      setting(
        {},
        {
          serviceDeployments: [deployment('first', 1), deployment('last', 2)],
          serviceRevisions: [
            { ...serviceRevisions[0], serviceRevisionArn: 'first', networkConfiguration: network('sg-oldest') },
            { ...serviceRevisions[0], serviceRevisionArn: 'last' },
            serviceRevisions[1],
          ],
        },
      ),
    );
    expect(result.restored).toEqual([CHANGE]);
  });

  it('only tells in a dry run', async () => {
    const { result, api, log } = await run(setting({ 'dry-run': 'true' }));
    expect(result).toMatchObject({ outcome: 'dry-run', restored: [CHANGE] });
    expect(result.reason).toContain('back to web:3 (commit aaaaaaa) with its settings, by updating the service.');
    expect(log.lines.join('\n')).toContain('  security groups: sg-new → sg-old');
    expect(api.writes).toEqual([]);
  });

  it.each([
    {
      what: 'ECS knows of no deployment of the release',
      script: { serviceDeployments: [] },
      message: /restore: got "service-revision", but ECS knows of no successful deployment of web:3 to web/,
    },
    {
      what: 'UpdateService cannot do it',
      script: { serviceRevisions: [{ ...serviceRevisions[0], launchType: 'EC2' }, serviceRevisions[1]] },
      message: /web:3 was deployed with, and nothing was changed\. The launch type of a service cannot be changed/,
    },
  ])('is refused before anything is changed when $what', async ({ script, message }) => {
    const { api, ended } = begin(setting({ to: 'web:3' }, script));
    await expect(ended).rejects.toThrow(message);
    await expect(ended).rejects.toMatchObject({ hint: expect.stringMatching(/restore: task-definition/) as unknown });
    expect(api.writes).toEqual([]);
  });

  it('says which call was refused', async () => {
    const { api, ended } = begin(setting({ to: 'web:3' }));
    api.listServiceDeployments = () => Promise.reject(awsError('AccessDeniedException', 'not allowed'));
    await expect(ended).rejects.toThrow(
      'Could not read the service revision of web:3 (restore: service-revision): not',
    );
    expect(api.writes).toEqual([]);
  });
});

describe('without it', () => {
  it('says in a dry run what would stay as it is, in one line', async () => {
    const { result, log } = await run(setting({ 'dry-run': 'true', restore: 'task-definition' }));
    expect(result.restored).toBeUndefined();
    expect(log.lines.join('\n')).toContain(
      'Since web:3 was deployed, of the service changed: security groups. They would stay as they are; restore: service-revision takes them back too.',
    );
  });

  it('asks nothing of it in a rollback', async () => {
    const { api, log } = await run(setting({ restore: 'task-definition' }));
    expect(api.calls).not.toContain('describe-service-revisions');
    expect(api.updatesSent).toEqual([{ cluster: 'default', service: 'web', taskDefinition: revisionArn('web:3') }]);
    expect(log.lines.join('\n')).not.toContain('security groups');
  });
});
