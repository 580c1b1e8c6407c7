#!/usr/bin/env node
// Lint (not with --no-lint), then all tests. Other arguments are passed on to AVA (`npm test -- --match='*mac*' test/arp/mac.ts`). The last
// line has the totals, from AVA's machine-readable output: `N passed, N failed`.
import {spawn, spawnSync} from 'node:child_process';
import {getPriority, setPriority} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {root} from './bootstrap/checkout.js';
import {pathWithNode} from './bootstrap/children.js';
import {CONDITION} from './bundle/condition.js';
import {LANE, LANES} from './lanes.js';
import {aloneArguments, secondAttempts} from './second-attempt.js';
import {TapReader} from './tap-reader.js';
import {startReport} from './test-report.js';

/** @typedef {import('./tap-reader.js').TestResult} TestResult */
/** @typedef {import('./lanes.js').Lane} Lane */
/** @typedef {{failure: string | undefined, isComplete: boolean}} Ended how AVA ended */

const avaProgram = [
  '--import',
  join(root, 'scripts/ava-tap-errors.js'),
  join(root, 'node_modules/ava/entrypoints/cli.mjs'),
];

const biome = join(root, 'node_modules/.bin/biome');

const NO_LINT = '--no-lint';
const words = process.argv.slice(2);
const isClean = words.includes(NO_LINT) || lint();
process.exitCode = isClean ? await test(words.filter(word => word !== NO_LINT)) : 1;

function lint() {
  const args = ['check', '--error-on-warnings', '--diagnostic-level=warn', '.'];
  const {status, stdout, stderr} = spawnSync(biome, args, {cwd: root, encoding: 'utf8'});
  if (status === 0) return true;
  process.stdout.write(stdout ?? '');
  process.stderr.write(stderr ?? '');
  process.stderr.write('test: lint failed; `npm run fix` repairs what can be repaired automatically\n');
  process.stdout.write('0 passed, 1 failed\n');
  return false;
}

/**
 * @param {readonly string[]} args arguments for AVA
 * @returns {Promise<number>} exit code
 */
async function test(args) {
  const report = startReport();
  /** @param {Lane} [lane] */
  const run = lane => runAva(args.map(compiled), result => report.result(result), lane);
  const {failure, isComplete} = args.length > 0 ? await run() : together(await Promise.all(LANES.map(run)));
  for (const attempt of secondAttempts(report.failures, {isCi: process.env.CI === 'true'})) {
    /** @type {TestResult[]} */
    const results = [];
    const alone = await runAva(aloneArguments(attempt), result => results.push(result));
    const passed = results.filter(({outcome}) => outcome === 'passed').length;
    report.again(attempt.result, alone.isComplete && alone.failure === undefined && passed === 1);
  }
  return report.end({failure, isComplete, forbidSkips: process.env.VIP_REQUIRE_LAB === '1'});
}

/**
 * @param {readonly Ended[]} ends
 * @returns {Ended}
 */
function together(ends) {
  const broken = ends.find(({isComplete}) => !isComplete);
  return broken ?? {failure: ends.find(({failure}) => failure !== undefined)?.failure, isComplete: true};
}

/**
 * @param {readonly string[]} args
 * @param {(result: TestResult) => unknown} take
 * @param {Lane} [lane] if absent, the files are those of the arguments
 * @returns {Promise<Ended>}
 */
async function runAva(args, take, lane) {
  const ava = spawn(
    process.execPath,
    [...avaProgram, '--tap', `--node-arguments=--conditions=${CONDITION}`, ...args],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {...process.env, PATH: pathWithNode(), FORCE_COLOR: '0', [LANE]: lane?.name},
    },
  );
  if (lane !== undefined && ava.pid !== undefined)
    setPriority(ava.pid, Math.min(getPriority() + lane.niceness, 19));
  const exit = new Promise(resolve => {
    ava.once('error', error => resolve(error.message));
    ava.once('close', (code, signal) => resolve(code === 0 ? undefined : (signal ?? `exit ${code}`)));
  });
  const reader = new TapReader();
  for await (const line of createInterface({input: ava.stdout})) {
    for (const result of reader.read(line)) take(result);
  }
  for (const result of reader.end()) take(result);
  return {failure: await exit, isComplete: reader.isComplete};
}

/**
 * Turns the path of a source file given by the user into that of its compiled file, which AVA runs.
 * @param {string} arg
 */
function compiled(arg) {
  return arg.replace(/^(?:\.\/)?test\/(?!dist\/)(.+)\.ts(?=$|:)/, 'test/dist/$1.js');
}
