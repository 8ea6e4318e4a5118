/** What a client of the AWS SDK needs to talk to a server under test. It tries once: a test wants to see the first answer. */
export function sdkConfig(endpoint: string) {
  return {
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' },
    maxAttempts: 1,
  };
}
