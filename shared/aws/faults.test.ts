import { describe, expect, it } from '@jest/globals';
import { ActionError } from '#shared/action/errors';
import { awsFailure, faultKind, isRetryable, isUnanswered } from './faults.ts';

function awsError(name: string, message = 'x', status = 400): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode: status } });
}

describe('faultKind', () => {
  it.each([
    [awsError('ThrottlingException', 'Rate exceeded'), 'throttled'],
    [awsError('TooManyRequestsException'), 'throttled'],
    [
      awsError('ClientException', 'Too many concurrent attempts to create a new revision of the specified family.'),
      'conflict',
    ],
    [awsError('ExpiredTokenException'), 'credentials'],
    [awsError('UnrecognizedClientException'), 'credentials'],
    [awsError('CredentialsProviderError'), 'credentials'],
    [awsError('AccessDeniedException'), 'denied'],
    [awsError('ClusterNotFoundException'), 'not-found'],
    [awsError('ServiceNotFoundException'), 'not-found'],
    [awsError('RepositoryNotFoundException'), 'not-found'],
    [awsError('ServerException', 'x', 500), 'transient'],
    [awsError('SyntaxError', 'Unexpected token <', 503), 'transient'],
    [awsError('TimeoutError'), 'transient'],
    [Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }), 'transient'],
    [new Error('wrapped', { cause: awsError('AccessDeniedException') }), 'denied'],
    [awsError('InvalidParameterException'), 'invalid'],
    [awsError('ServiceNotActiveException'), 'invalid'],
    [new TypeError('x is not a function'), 'unknown'],
    ['text', 'unknown'],
  ])('sorts %s', (error, kind) => {
    expect(faultKind(error)).toBe(kind);
  });

  it('retries only what can heal', () => {
    expect(
      [awsError('ThrottlingException'), awsError('X', 'x', 502), awsError('AccessDeniedException')].map(isRetryable),
    ).toEqual([true, true, false]);
  });
});

describe('isUnanswered', () => {
  const systemError = (code: string): Error => Object.assign(new Error(code), { code });

  it.each<[string, unknown, boolean]>([
    ['a connection that broke', systemError('ECONNRESET'), true],
    ['silence', awsError('TimeoutError', 'x', 0), true],
    ['a server fault', awsError('ServerException', 'x', 500), true],
    ['an answer that cannot be read', awsError('SyntaxError', 'Unexpected end of JSON input', 200), true],
    ['a connection that was refused', systemError('ECONNREFUSED'), false],
    ['a name that nobody knows', systemError('ENOTFOUND'), false],
    ['throttling', awsError('ThrottlingException'), false],
    ['a refusal', awsError('InvalidParameterException'), false],
    ['a defect', new TypeError('x is not a function'), false],
  ])('of %s', (_, error, unanswered) => {
    expect(isUnanswered(error)).toBe(unanswered);
  });
});

describe('awsFailure', () => {
  it('says what was tried, what AWS answered and what to do', () => {
    const failure = awsFailure(
      'describe service web',
      awsError('ExpiredTokenException', 'The security token is expired'),
    );
    expect(failure.message).toBe('Could not describe service web: The security token is expired');
    expect(failure.hint).toContain('role-to-assume');
  });

  it('hands an error made for the user through', () => {
    const error = new ActionError('known');
    expect(awsFailure('x', error)).toBe(error);
  });
});
