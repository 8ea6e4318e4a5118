import { describe, expect, it } from '@jest/globals';
import { readInputs } from '#shared/action/inputs';
import { readAwsSettings } from './settings.ts';

const read = (inputs: Record<string, string>): ReturnType<typeof readAwsSettings> =>
  readInputs({ env: inputs, maskSecret: () => undefined }, readAwsSettings);

describe('readAwsSettings', () => {
  it('leaves all to the default chain when nothing is given', () => {
    expect(read({})).toEqual({ region: undefined, role: undefined });
  });

  it('reads a role with the defaults of configure-aws-credentials', () => {
    const arn = 'arn:aws-us-gov:iam::123456789012:role/ci/deploy';
    expect(read({ 'INPUT_AWS-REGION': 'us-gov-west-1', 'INPUT_ROLE-TO-ASSUME': arn })).toEqual({
      region: 'us-gov-west-1',
      role: { arn, sessionName: 'GitHubActions', durationSeconds: 3_600, audience: 'sts.amazonaws.com' },
    });
  });

  it.each([
    ['AWS-REGION', 'Frankfurt', 'aws-region'],
    ['ROLE-TO-ASSUME', 'deploy', 'role-to-assume'],
    ['ROLE-SESSION-NAME', 'a b', 'role-session-name'],
    ['ROLE-DURATION-SECONDS', '60', 'role-duration-seconds'],
  ])('refuses %s %s', (name, value, input) => {
    expect(() => read({ [`INPUT_${name}`]: value })).toThrow(`Input ${input}: got "${value}"; expected`);
  });
});
