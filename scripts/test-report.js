// What a person sees of a test run: a line a test, failures again in full at the end, and the totals.

/** @typedef {import('./tap-reader.js').TestResult} TestResult */

const marks = {passed: 'ok  ', failed: 'FAIL', skipped: 'skip', todo: 'todo'};

/**
 * @param {{stdout?: NodeJS.WriteStream | {write: (text: string) => unknown, isTTY?: boolean, columns?: number}}} [options]
 */
export function startReport({stdout = process.stdout} = {}) {
  const isLive = Boolean(stdout.isTTY) && !process.env.CI && process.env.TERM !== 'dumb';
  const counts = {passed: 0, failed: 0, skipped: 0, todo: 0};
  /** @type {TestResult[]} */
  const failures = [];

  const clear = () => (isLive ? stdout.write('\r\x1b[K') : undefined);

  return {
    /** @param {TestResult} result */
    result(result) {
      counts[result.outcome] += 1;
      if (result.outcome === 'failed') failures.push(result);
      const line = `${marks[result.outcome]} ${result.title}`;
      if (!isLive) {
        stdout.write(`${line}\n`);
      } else if (result.outcome === 'passed') {
        clear();
        stdout.write(`${counts.passed} ${line}`.slice(0, (stdout.columns ?? 80) - 1));
      } else {
        clear();
        stdout.write(`${line}\n`);
      }
    },

    /**
     * @param {{failure: string | undefined, isComplete: boolean, forbidSkips: boolean}} run how AVA ended
     * @returns {number} exit code
     */
    end({failure, isComplete, forbidSkips}) {
      clear();
      for (const {title, details} of failures) {
        stdout.write(`\nFAIL ${title}\n${details.map(line => `     ${line}\n`).join('')}`);
      }
      const problems = [
        ...(isComplete ? [] : [`AVA broke off (${failure ?? 'exit 0'})`]),
        ...(counts.passed + counts.failed === 0 ? ['no test ran'] : []),
        ...(isComplete && failure !== undefined && counts.failed === 0 ? [`AVA failed (${failure})`] : []),
        ...(forbidSkips && counts.skipped > 0
          ? [`${counts.skipped} skipped where VIP_REQUIRE_LAB=1 forbids it`]
          : []),
      ];
      for (const problem of problems) stdout.write(`FAIL ${problem}\n`);
      const failed = counts.failed + problems.length;
      const skipped = counts.skipped + counts.todo > 0 ? `, ${counts.skipped + counts.todo} skipped` : '';
      stdout.write(`\n${counts.passed} passed, ${failed} failed${skipped}\n`);
      return failed === 0 ? 0 : 1;
    },
  };
}
