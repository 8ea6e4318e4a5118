/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  // Node 24 strips the types itself; jest needs no transform (see docs/architecture.md).
  transform: {},
  extensionsToTreatAsEsm: ['.ts'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/build/', '/dist/', '/examples/'],
  modulePathIgnorePatterns: ['/build/', '/dist/', '/.sandbox/'],
  // Most of the time is waited away: two files run side by side also on a machine of two cores.
  maxWorkers: 2,
  testTimeout: 20_000,
  reporters: ['default', 'summary', './scripts/closing-line-reporter.js'],
};
