/**
 * Whatever effect fails, at whichever step, the result is one line and an exit code that says so, and nothing
 * is left behind.
 */

import {copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {encodeEvent} from '@vip/analysis';
import type {ExecutionContext} from 'ava';
import {type Pair, pairTest, stop} from '../helpers/pair.js';
import {type Ended, vipCommand} from '../helpers/product.js';
import {recordedEvents} from '../helpers/recorded.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';
import {isTorture} from '../helpers/torture.js';

const HOOK = fileURLToPath(new URL('../fixtures/failing-effects.cjs', import.meta.url));

const CAPTURE = new URL('../../fixtures/failovers/healthy.pcapng.gz', import.meta.url);

/**
 * One command that sends, one that asks, and one for each kind of input and output. DIR is the test's
 * directory, with the files they read.
 */
const COMMANDS: readonly (readonly string[])[] = [
  ['garp', '--iface', 'va', '--ip', '@DIR/vips', '--count', '1', '--detect', '--json'],
  ['who', '10.3.2.50', '--iface', 'va', '--wait', '50ms'],
  ['capture', '--iface', 'va', '--duration', '100ms', '--write', 'DIR/out.pcapng'],
  ['explain', 'DIR/in.pcapng', '--report', 'DIR/out.html'],
  ['report', 'DIR/saved'],
];

/** `npm run torture` tries these as well. */
const MORE: readonly (readonly string[])[] = [
  ['garp', '--iface', 'va', '--ip', '10.3.2.11', '--count', '2', '--interval', '1ms'],
  ['garp', '--iface', 'va', '--ip', '10.3.2.11', '--count', '1', '--verify'],
  ['tickle', '--ip', '10.3.2.11', '--from', 'DIR/sessions', '--verify'],
  ['capture', '--duration', '100ms', '--json'],
  ['capture', 'DIR/in.pcapng', '--json'],
  ['explain', '--iface', 'va', '--duration', '100ms', '--json'],
  ['completion', 'bash'],
];

/** Longer than any command takes, however busy the machine. Milliseconds. */
const PATIENCE_MS = 40_000;

/** The number of failures tried at the same time, as each mostly waits. */
const AT_ONCE = 4;

/** Commands with a lab of their own, which take a second or two for each effect. */
const WITH_LABS: readonly (readonly string[])[] = [
  ['experiment', '--delay', '0s', '--out', 'DIR/run', '--report', 'DIR/run.html'],
  ['lesson', 'loopback'],
  ['trial', '--driver', 'vip', '--json'],
];

/** Our programs: the one that is called, and the one that runs in a lab's node. */
type Program = 'vip.js' | 'agent/main.js';

function effectsTest(args: readonly string[], program: Program): void {
  pairTest(`each effect of ${program} fails once: vip ${args.join(' ')}`, [], async (t, pair) => {
    t.timeout(600_000);
    const list = join(temporaryDirectory(t), 'effects');
    const common = {EFFECTS_OF: program, NODE_OPTIONS: `--require ${HOOK}`};
    const before = await processesIn(pair);
    const whole = await run(t, pair, args, {...common, EFFECTS_LIST: list});
    t.false(whole.code === null || whole.code === 2, whole.stderr);
    const effects = [...new Set(readFileSync(list, 'utf8').trim().split('\n'))];
    t.true(effects.length > 1);
    while (effects.length > 0) {
      const some = effects.splice(0, AT_ONCE);
      await Promise.all(
        some.map(async effect =>
          checkEnd(t, effect, await run(t, pair, args, {...common, EFFECT_FAILS: effect}), whole),
        ),
      );
      for (let turn = 0; turn < 200 && (await processesIn(pair)) > before; turn++) await sleep(10);
      t.is(await processesIn(pair), before, `processes are left by one of ${some.join(', ')}`);
    }
  });
}

for (const args of isTorture ? [...COMMANDS, ...MORE] : COMMANDS) effectsTest(args, 'vip.js');
if (isTorture) {
  for (const program of ['vip.js', 'agent/main.js'] as const) {
    for (const args of WITH_LABS) effectsTest(args, program);
  }
}

/** Runs the command with a directory of its own, and checks what it leaves behind. */
async function run(
  t: ExecutionContext,
  pair: Pair,
  args: readonly string[],
  env: Record<string, string>,
): Promise<Ended> {
  const directory = temporaryDirectory(t);
  fill(directory);
  const about = JSON.stringify(env);
  const command = vipCommand(
    'root',
    args.map(word => word.replace('DIR', directory)),
  );
  const running = pair.start('a', command, env);
  const impatient = setTimeout(() => {
    t.fail(`${about} hangs`);
    stop(running, 'SIGKILL');
  }, PATIENCE_MS);
  const ended = await running.ended;
  clearTimeout(impatient);
  // Files that cannot be removed stay.
  if (/^(?:rm|unlink)/.test(env.EFFECT_FAILS ?? '')) return ended;
  for (const name of readdirSync(directory))
    t.regex(name, /^(?:in|out|saved|sessions|vips|run)(?:\.\w+)?$/, about);
  return ended;
}

function checkEnd(t: ExecutionContext, effect: string, {code, signal, stderr}: Ended, whole: Ended): void {
  const about = `${effect}: exit ${code ?? signal}\n${stderr}`;
  t.true(code === whole.code || code === 2 || code === 3, about);
  for (const line of stderr.trim().split('\n')) t.regex(line, /^(?:vip: .*)?$/, about);
  t.false(/unhandled|internal error/i.test(stderr), about);
  if (code !== whole.code) t.regex(stderr, /vip: .*\n$/, about);
}

async function processesIn({run: runIn}: Pair): Promise<number> {
  const {stdout} = await runIn('host', ['ls', '/proc']);
  return stdout.split('\n').filter(name => /^\d+$/.test(name)).length;
}

/** Writes the files that the commands read. */
function fill(directory: string): void {
  writeFileSync(join(directory, 'vips'), '10.3.2.11\n10.3.2.12\n');
  // b knows nothing of the session, and its kernel says so.
  writeFileSync(join(directory, 'sessions'), '10.3.2.11:7 10.3.2.50:9\n');
  copyFileSync(CAPTURE, join(directory, 'in.pcapng'));
  mkdirSync(join(directory, 'saved'));
  const lines = recordedEvents('failover').map(event => `${encodeEvent(event)}\n`);
  writeFileSync(join(directory, 'saved/timeline.jsonl'), lines.join(''));
}
