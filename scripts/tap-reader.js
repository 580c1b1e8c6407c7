// AVA's machine-readable output (TAP 13, https://testanything.org/tap-version-13-specification.html), line by line.

/**
 * @typedef {object} TestResult
 * @property {'passed' | 'failed' | 'skipped' | 'todo'} outcome
 * @property {string} title the title, with the test file before it
 * @property {string[]} details the lines of what the test logged and why it failed
 */

const resultLine = /^(not )?ok \d+ - (.*?)(?: # (SKIP|TODO)\b.*)?$/;

/** Turns lines into results. A result is known when the next one begins, since its details follow it. */
export class TapReader {
  /** Whether the plan was seen, which AVA writes at the end of a run: without it, the run broke off. */
  isComplete = false;
  /** @type {TestResult | undefined} */
  #current;

  /**
   * @param {string} line
   * @returns {TestResult[]} none or one
   */
  read(line) {
    const match = resultLine.exec(line);
    if (match !== null) {
      const finished = this.end();
      const [, not, title = '', directive] = match;
      this.#current = {outcome: outcomeOf(not, directive), title, details: []};
      return finished;
    }
    if (/^1\.\.\d+$/.test(line)) {
      this.isComplete = true;
      return this.end();
    }
    if (/^ {2}(?:---|\.\.\.)$/.test(line)) return [];
    if (line.startsWith('  ')) this.#current?.details.push(line.slice(2));
    return [];
  }

  /**
   * The last result, once there are no more lines.
   * @returns {TestResult[]} none or one
   */
  end() {
    const finished = this.#current === undefined ? [] : [this.#current];
    this.#current = undefined;
    return finished;
  }
}

/**
 * @param {string | undefined} not
 * @param {string | undefined} directive
 */
function outcomeOf(not, directive) {
  if (directive === 'SKIP') return 'skipped';
  if (directive === 'TODO') return 'todo';
  return not === undefined ? 'passed' : 'failed';
}
