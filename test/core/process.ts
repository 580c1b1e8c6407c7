/** Processes started, heard to the end, and not a moment longer than they are worth. */

import {run, start} from '@vip/core/process';
import test from 'ava';

/** Leaves behind one that holds its output and says nothing, and gives its number away. */
const LEAVE_ONE = ['sh', '-c', 'sleep 60 & echo $!'];

/** Far less than the one that is left behind lives. */
const SOON_MS = 20_000;

test('who is left behind with the output of a command is not waited for', async t => {
  const {stdout, durationMs} = await run(LEAVE_ONE);
  process.kill(Number(stdout));
  t.true(durationMs < SOON_MS, `${durationMs} ms`);
});

test('a daemon that its starter leaves behind is heard for as long as it lives', async t => {
  const lines: string[] = [];
  for await (const line of start(['setsid', '--fork', 'sh', '-c', 'sleep 3; echo late']).lines)
    lines.push(line);
  t.deepEqual(lines, ['late']);
});

test('what a process said before it ended is read to the end, however slowly', async t => {
  const running = start(['sh', '-c', 'seq 1 20000; sleep 60 >/dev/null 2>&1 & echo $!']);
  let count = 0;
  let last = '';
  for await (const line of running.lines) {
    if (count++ === 0) await new Promise(resolve => setTimeout(resolve, 5000));
    last = line;
  }
  process.kill(Number(last));
  t.is(count, 20_001);
});

test('what comes late from one that was left behind is read as long as it talks', async t => {
  const {stdout} = await run(['sh', '-c', '(for n in 1 2 3 4 5; do sleep 0.5; echo $n; done) & exit 0']);
  t.is(stdout, '1\n2\n3\n4\n5\n');
});
