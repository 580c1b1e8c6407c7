/** While `vip explain` reads, three of V8's four threads give way to the main one, and to nothing else. */

import {spawn} from 'node:child_process';
import {readdirSync} from 'node:fs';
import {constants, getPriority} from 'node:os';
import test from 'ava';
import {pcapngBlocks} from '../helpers/capture-files.js';
import {healthyCapture} from '../helpers/outputs.js';
import {vipCommand} from '../helpers/product.js';

/** More than a pipe holds, so that once it is written, the reader has begun. */
const MUCH = 4_000_000;

test('three of V8’s threads give way while a capture is read', async t => {
  const [file = '', ...args] = vipCommand('root', ['explain', '-']);
  const child = spawn(file, args, {stdio: ['pipe', 'ignore', 'ignore']});
  t.teardown(() => child.kill('SIGKILL'));
  const unknown = pcapngBlocks(true).block(0x0bad, new Uint8Array(MUCH));
  await new Promise(resolve => child.stdin.write(Buffer.concat([healthyCapture(), unknown]), resolve));
  const {pid = 0} = child;
  const nicer = nicenesses(pid).filter(niceness => niceness > getPriority(pid));
  const expected = Math.min(getPriority() + 10, constants.priority.PRIORITY_LOW);
  // Where the niceness of this process leaves no room, none can give way.
  t.deepEqual(nicer, expected === getPriority() ? [] : [expected, expected, expected]);
  t.is(getPriority(pid), getPriority());
});

function nicenesses(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap(thread => {
    try {
      return [getPriority(Number(thread))];
    } catch {
      // It has ended meanwhile.
      return [];
    }
  });
}
