/** Ends a test run with one plain line, `N passed, N failed`, that CI and people read alike. */
export default class ClosingLineReporter {
  onRunComplete(_contexts, results) {
    // A suite that could not even load has no tests of its own, and must count as a failure all the same.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests > 0 ? `, ${results.numPendingTests} skipped` : '';
    // Jest prints its own summary after every reporter has been told.
    process.once('exit', () =>
      process.stdout.write(`\n${results.numPassedTests} passed, ${failed} failed${skipped}\n`),
    );
  }
}
