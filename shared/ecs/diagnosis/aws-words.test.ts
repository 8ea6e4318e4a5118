import { describe, expect, it } from '@jest/globals';
import { essentialWords } from './aws-words.ts';

describe('essentialWords', () => {
  it.each([
    [
      "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret arn:aws:secretsmanager:us-east-1:123456789012:secret:api-key from secrets manager: operation error Secrets Manager: GetSecretValue, https response error StatusCode: 400, RequestID: 8a6c-11, ResourceNotFoundException: Secrets Manager can't find the specified secret.",
      "ResourceInitializationError: unable to pull secrets or registry auth: unable to retrieve secret from asm: failed to fetch secret arn:aws:secretsmanager:us-east-1:123456789012:secret:api-key from secrets manager: ResourceNotFoundException: Secrets Manager can't find the specified secret.",
    ],
    [
      'operation error SSM: GetParameters, https response error StatusCode: 400, RequestID: 1f-2, api error AccessDeniedException: User: u is not authorized',
      'AccessDeniedException: User: u is not authorized',
    ],
    ['the container exited with code 1', 'the container exited with code 1'],
  ])('keeps what names the cause: %s', (words, essential) => {
    expect(essentialWords(words)).toBe(essential);
  });

  it('is bounded', () => {
    expect(essentialWords('word '.repeat(1_000)).length).toBeLessThanOrEqual(600);
  });
});
