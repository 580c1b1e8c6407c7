// The output of set-up while it works: one line for each step on stderr, the commands' output in a log file.
import {closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync} from 'node:fs';
import {dirname, join, relative} from 'node:path';
import {state} from './checkout.js';
import {runCommand} from './children.js';
import {SetUpError} from './set-up-error.js';

const tailLines = 30;
const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** @typedef {(argv: readonly string[], options?: {env?: Record<string, string>, mayBeKilled?: boolean}) => Promise<string | undefined>} Run */

/**
 * Runs one step. Its title is on the terminal while it runs, followed by its duration when it is done; if it
 * fails, the end of its log and the log's path are printed.
 * @param {string} name the name of the log file
 * @param {string} title what is being done, in words
 * @param {(run: Run) => Promise<string | undefined>} work returns undefined, or how it failed
 * @param {string} [remedy] what to do if it fails, for the line that says so
 */
export async function step(name, title, work, remedy) {
  const log = join(state, `${name}.log`);
  mkdirSync(dirname(log), {recursive: true});
  rmSync(`${log}.old`, {force: true});
  try {
    renameSync(log, `${log}.old`);
  } catch {
    // There is no log the first time.
  }
  const output = openSync(log, 'a');
  const startedAt = performance.now();
  const seconds = () => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
  const line = startLine(title, seconds);
  /** @type {Run} */
  const run = (argv, options = {}) => {
    writeSync(output, `$ ${argv.join(' ')}\n`);
    return runCommand(argv, {...options, output});
  };
  let failure;
  try {
    failure = await work(run);
  } finally {
    closeSync(output);
    line.end(failure === undefined ? `done in ${seconds()}` : 'FAILED');
  }
  if (failure !== undefined) {
    const where = `the whole log is ${relative(process.cwd(), log) || log}`;
    throw new SetUpError([`${title}: ${failure}`, remedy, where].filter(Boolean).join('; '), tail(log));
  }
}

/**
 * @param {string} title
 * @param {() => string} seconds
 */
function startLine(title, seconds) {
  const {stderr} = process;
  if (!stderr.isTTY || process.env.TERM === 'dumb' || process.env.CI) {
    stderr.write(`setup: ${title} ...\n`);
    return {end: (/** @type {string} */ text) => stderr.write(`setup: ${title} ... ${text}\n`)};
  }
  let frame = 0;
  const draw = () => {
    frame = (frame + 1) % frames.length;
    stderr.write(`\r\x1b[K${frames[frame]} setup: ${title} ... ${seconds()}`);
  };
  draw();
  const timer = setInterval(draw, 100);
  return {
    end: (/** @type {string} */ text) => {
      clearInterval(timer);
      stderr.write(`\r\x1b[Ksetup: ${title} ... ${text}\n`);
    },
  };
}

/** @param {string} log */
function tail(log) {
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-tailLines);
  return lines.map(line => `  | ${line}\n`).join('');
}
