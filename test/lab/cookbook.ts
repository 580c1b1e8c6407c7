/** The examples in @vip/arp's README and in the cookbook that need a link or a lab, run as printed. */

import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {OWN_CONDITIONS} from '../helpers/own-conditions.js';
import {MAC_A, type Pair, pairTest, stop} from '../helpers/pair.js';
import {type Running, vipCommand} from '../helpers/product.js';
import {compileExamples, examplesOf} from '../helpers/readme-examples.js';
import {labTest} from '../helpers/require-lab.js';
import {isInstalled, testWith} from '../helpers/require-tool.js';
import {ONE} from '../helpers/trial.js';

const EXAMPLES = [...examplesOf('packages/arp/README.md'), ...examplesOf('docs/cookbook.md')].map(
  example => ({
    ...example,
    code: example.code.replace('eth0', 'va'),
  }),
);
const programs = compileExamples(EXAMPLES);
test.after.always(() => programs.remove());

function programOf(title: string): {file: string; output: string} {
  const example = EXAMPLES.find(one => one.title === title);
  if (example === undefined) throw new Error(`no example ${title}`);
  return {file: programs.of(example), output: example.output ?? ''};
}

/** Runs an example in `a` to its end. As soon as it is listening, `b` does something. */
async function prints(t: ExecutionContext, pair: Pair, title: string, meanwhile?: () => Promise<unknown>) {
  const {file, output} = programOf(title);
  const running: Running = pair.start('a', [process.execPath, ...OWN_CONDITIONS, file]);
  if (meanwhile !== undefined) {
    await pair.untilListening('a');
    await meanwhile();
  }
  const {code, stdout, stderr} = await running.ended;
  t.deepEqual([code, withIdentifier(stdout), stderr], [0, output, '']);
}

async function neighbourOf(pair: Pair): Promise<string> {
  return (await pair.run('b', ['ip', 'neigh', 'show', '10.3.2.200'])).stdout;
}

/** Replaces the identifier, which ping chooses. */
const withIdentifier = (text: string) => text.replaceAll(/ id \d+/g, ' id 7');

pairTest('the example that captures prints every frame until it is stopped', [], async (t, pair) => {
  const {file, output} = programOf('Capture frames');
  const running = pair.start('a', [process.execPath, ...OWN_CONDITIONS, file]);
  await pair.untilListening('a');
  await pair.run('b', ['ping', '-c', '1', '10.3.2.11']);
  await running.says('echo-reply');
  stop(running);
  const {stdout, stderr} = await running.ended;
  // The kernel verifies its neighbours some seconds later, too.
  t.true(withIdentifier(stdout).startsWith(output), stdout);
  t.is(stderr, '');
});

pairTest('the example that answers for an address does so until it is stopped', [], async (t, pair) => {
  const {file, output} = programOf('Answer for an address');
  const running = pair.start('a', [process.execPath, ...OWN_CONDITIONS, file]);
  await pair.untilListening('a');
  await pair.run('b', ['ping', '-c', '1', '-W', '1', '10.3.2.200']);
  await running.says(output);
  t.true((await neighbourOf(pair)).includes(MAC_A));
  stop(running);
  const {stderr} = await running.ended;
  t.is(stderr, '');
});

pairTest('the example that announces an address finds it in the neighbour’s cache', [], async (t, pair) => {
  await pair.ip('a', 'addr add 10.3.2.200/8 dev va');
  await pair.ip('b', 'neigh replace 10.3.2.200 lladdr 02:00:00:00:00:99 nud stale dev vb');
  await prints(t, pair, 'Announce an address, and verify');
  t.true((await neighbourOf(pair)).includes(MAC_A));
});

pairTest('the example of a filter captures matching frames', [], async (t, pair) => {
  await prints(t, pair, 'A link with a filter', () => pair.run('b', ['ping', '-c', '1', '10.3.2.11']));
});

pairTest('the example of a deadline does not wait longer', [], (t, pair) =>
  prints(t, pair, 'A deadline for an answer'),
);

/** A trial that could not be measured, on a busy machine, is run once more. */
function runsTrial(t: ExecutionContext, title: string): {stdout: string; directory: string} {
  const {file} = programOf(title);
  const run = () =>
    spawnSync(process.execPath, [...OWN_CONDITIONS, file], {cwd: dirname(file), encoding: 'utf8'});
  const first = run();
  const {status, stdout, stderr} = first.stderr.includes('NOT_POSSIBLE') ? run() : first;
  t.deepEqual([status, stderr], [0, ''], stdout);
  return {stdout, directory: dirname(file)};
}

const DRIVER = 'the example of a driver moves the address with arping';
if (isInstalled('arping'))
  labTest(
    DRIVER,
    t => {
      const {stdout} = runsTrial(t, 'A trial with a driver of your own');
      t.regex(stdout, /^ext was without the address for .*\n/m);
    },
    ONE,
  );
else testWith('arping')(DRIVER, () => {});

labTest(
  'the example of a fault makes a report, and a file that vip report reads',
  t => {
    const {stdout, directory} = runsTrial(t, 'A fault of your own, and a report of it');
    t.regex(stdout, /^vip, fault arp-off, /);
    const saved = readFileSync(join(directory, 'run.jsonl'), 'utf8').trim().split('\n');
    t.is(JSON.parse(saved[0] ?? '').fault, 'arp-off');
    const [program = '', ...args] = vipCommand('root', ['report', join(directory, 'run.jsonl')]);
    const report = spawnSync(program, args, {cwd: directory, encoding: 'utf8'});
    t.deepEqual([report.status, report.stderr], [0, '']);
    t.regex(report.stdout, /Failover of 10\.3\.2\.200 by vip\./);
  },
  ONE,
);
