/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  // Node 24 strips the types itself; jest needs no transform (see docs/architecture.md).
  transform: {},
  extensionsToTreatAsEsm: ['.ts'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/build/', '/dist/', '/examples/'],
  modulePathIgnorePatterns: ['/build/', '/dist/', '/.sandbox/'],
  testTimeout: 20_000,
  reporters: ['default', 'summary', './scripts/closing-line-reporter.js'],
};
