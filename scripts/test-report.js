// The output of a test run for people: a line for each test, failures again in full at the end, and the totals.

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
  /** @type {string[]} */
  const heldAlone = [];

  const clear = () => (isLive ? stdout.write('\r\x1b[K') : undefined);

  return {
    /** @returns {readonly TestResult[]} */
    get failures() {
      return [...failures];
    },

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
     * The outcome of a failed test that was run once more, alone. If it then passed, it counts as passed, and is named.
     * @param {TestResult} result
     * @param {boolean} passed
     */
    again(result, passed) {
      clear();
      stdout.write(`\nfailed at first: ${result.title}\n${detailsOf(result)}`);
      stdout.write(`${passed ? 'ok  ' : 'FAIL'} alone: ${result.title}\n`);
      if (!passed) return;
      failures.splice(failures.indexOf(result), 1);
      counts.failed -= 1;
      counts.passed += 1;
      heldAlone.push(result.title);
    },

    /**
     * @param {{failure: string | undefined, isComplete: boolean, forbidSkips: boolean}} run how AVA ended
     * @returns {number} exit code
     */
    end({failure, isComplete, forbidSkips}) {
      clear();
      for (const result of failures) stdout.write(`\nFAIL ${result.title}\n${detailsOf(result)}`);
      const problems = [
        ...(isComplete ? [] : [`AVA broke off (${failure ?? 'exit 0'})`]),
        ...(counts.passed + counts.failed === 0 ? ['no test ran'] : []),
        ...(isComplete && failure !== undefined && counts.failed + heldAlone.length === 0
          ? [`AVA failed (${failure})`]
          : []),
        ...(forbidSkips && counts.skipped > 0
          ? [`${counts.skipped} skipped where VIP_REQUIRE_LAB=1 forbids it`]
          : []),
      ];
      for (const problem of problems) stdout.write(`FAIL ${problem}\n`);
      const failed = counts.failed + problems.length;
      for (const title of heldAlone) stdout.write(`\nat the second attempt, alone: ${title}`);
      if (heldAlone.length > 0) stdout.write('\n');
      const skipped = counts.skipped + counts.todo > 0 ? `, ${counts.skipped + counts.todo} skipped` : '';
      stdout.write(`\n${counts.passed} passed, ${failed} failed${skipped}\n`);
      return failed === 0 ? 0 : 1;
    },
  };
}

/** @param {TestResult} result */
function detailsOf({details}) {
  return details.map(line => `     ${line}\n`).join('');
}
