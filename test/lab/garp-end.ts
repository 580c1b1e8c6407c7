/**
 * `vip garp` ends at once if nothing is left to do, and through Node's own shutdown if Node was asked for
 * something.
 */

import {mkdirSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {pairTest} from '../helpers/pair.js';
import {vipCommand} from '../helpers/product.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const WHO = process.getuid?.() === 0 ? 'root' : 'user';

const garp = (...more: readonly string[]) =>
  vipCommand(WHO, ['garp', '--iface', 'va', '--ip', '10.3.2.11', '--count', '1', ...more]);

/** The command line of `vip garp` with options for Node. */
function garpUnder(...options: readonly string[]): string[] {
  const command = garp();
  return command.toSpliced(command.indexOf(process.execPath) + 1, 0, ...options);
}

/** Options that make Node write a file when it shuts down. */
const AT_THE_END = [
  ['profile', (directory: string) => garpUnder('--cpu-prof', `--cpu-prof-dir=${directory}`)],
  ['coverage', (directory: string) => ['env', `NODE_V8_COVERAGE=${directory}`, ...garp()]],
] as const;

pairTest(
  'garp: a profile and the coverage are written, because Node then shuts down properly',
  [],
  async (t, pair) => {
    for (const [what, command] of AT_THE_END) {
      const directory = join(temporaryDirectory(t), what);
      mkdirSync(directory);
      const {code, stdout, stderr} = await pair.run('a', command(directory));
      t.deepEqual([code, stderr], [0, ''], what);
      t.regex(stdout, /\n2 frames sent on va\n$/);
      t.is(readdirSync(directory).length, 1, what);
    }
  },
);

pairTest('garp: its output is complete, and its exit code right, however it ends', [], async (t, pair) => {
  const sent = await pair.run('a', garp());
  t.deepEqual([sent.code, sent.stdout.split('\n').length, sent.stderr], [0, 4, '']);
  // There is no space for its output, and that failure must not be lost either.
  const full = await pair.run('a', ['sh', '-c', '"$@" >/dev/full', 'sh', ...garp()]);
  t.is(full.code, 3);
  t.regex(full.stderr, /^vip: write standard output: .*no space left on device/im);
  await pair.ip('a', 'link set va down');
  const down = await pair.run('a', garp());
  t.is(down.code, 3, down.stderr);
  t.regex(down.stderr, /va: interface is down/);
});

pairTest('garp: an interface without a carrier holds its address as well', [], async (t, pair) => {
  await pair.ip('b', 'link set vb down');
  const {code, stderr} = await pair.run('a', garp('--ip', '10.3.2.50'));
  t.is(code, 3);
  t.regex(stderr, /^vip: warning: va does not hold 10\.3\.2\.50: .*\nvip: .*carrier.*\n$/);
});
