/**
 * How many frames `vip watch` loses while it examines a thousand addresses after an outage of all of them: on an interface of its own, and
 * through another machine's tcpdump. A tcpdump with room for all frames counts how many there were.
 *
 * @module
 */

import {writeFileSync} from 'node:fs';
import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import type {Lab} from '@vip/core';
import {background, hasProgram, openCable, VIP} from './machine.js';

const SEND = fileURLToPath(new URL('../../test/dist/fixtures/send-page.js', import.meta.url));
const ADDRESSES = 1000;
/** Matches everything that `send-page` sends. */
const FILTER = 'arp or ip or ip6 or vlan';
/** The buffer of the tcpdump that counts all frames. KiB. */
const ROOM_KIB = 262_144;
/** How long the flood continues once every address has been dark. Milliseconds. */
const FLOODED_MS = 20_000;

const WAYS: readonly (readonly [name: string, words: readonly string[]])[] = [
  ['--iface', ['--iface', 'vb']],
  ['--from, through tcpdump', ['--from', 'far=exec://env/vb']],
];

export async function watchLoss(): Promise<void> {
  if (!hasProgram('tcpdump')) return;
  for (const [name, words] of WAYS) {
    await using lab = await openCable();
    const {sent, told, received} = await lossOf(lab, words);
    const lost = sent - received;
    console.log(
      `  ${name}: ${received} of ${sent} frames, ${lost} lost (${((100 * lost) / sent).toFixed(2)} %), of which ${told} were reported`,
    );
  }
}

interface Loss {
  readonly sent: number;
  readonly received: number;
  /** How many frames were reported as dropped by the kernel. */
  readonly told: number;
}

async function lossOf(lab: Lab, words: readonly string[]): Promise<Loss> {
  await lab.batch('b', [['link', 'set', 'lo', 'up']]);
  const list = `/tmp/vip-bench-addresses-${process.pid}`;
  const events = `/tmp/vip-bench-events-${process.pid}`;
  const ipOf = (number: number) => `2001:db8:ffff:ffff:ffff:ffff:ffff:${(0x1000 + number).toString(16)}\n`;
  writeFileSync(list, Array.from({length: ADDRESSES}, (_, number) => ipOf(number)).join(''));
  const tcpdump = background(lab, 'b', truthful(), '>/dev/null');
  const argv = [process.execPath, VIP, 'watch', ...words, '--filter', FILTER, '--ip', `@${list}`];
  const watch = background(lab, 'b', [...argv, '--json', '--listen', '9798'], `>${events}`);
  await Promise.all([tcpdump.says(/listening/), watch.says(/metrics at/)]);
  const sending = background(lab, 'a', [process.execPath, SEND, 'va', String(ADDRESSES)], '>/dev/null');
  await sending.says(/full/);
  await sleep(FLOODED_MS);
  await sending.interrupt();
  const received = await receivedBy(lab);
  const [said] = await Promise.all([tcpdump.interrupt(), watch.interrupt()]);
  const {stdout} = await lab.run('b', ['grep', '-o', 'the kernel dropped [0-9]*', events]).catch(() => ({
    stdout: '',
  }));
  const told = stdout.split('\n').reduce((sum, line) => sum + Number(/\d+$/.exec(line)?.[0] ?? 0), 0);
  return {sent: sentOf(said), received, told};
}

function truthful(): string[] {
  return ['tcpdump', '-i', 'vb', '-s', '64', '-B', String(ROOM_KIB), '-w', '/dev/null', FILTER];
}

/** How many frames tcpdump captured, which must be all. */
function sentOf(said: string): number {
  const count = (what: string) => Number(new RegExp(`(\\d+) packets? ${what}`).exec(said)?.[1] ?? Number.NaN);
  if (count('dropped by kernel') !== 0) throw new Error(`tcpdump lost frames itself: ${said}`);
  return count('captured');
}

/** The count on the metrics page, once it no longer grows. */
async function receivedBy(lab: Lab): Promise<number> {
  const ask = `fetch('http://127.0.0.1:9798/metrics').then(async page => console.log(/^vip_capture_frames_total.* (\\d+)$/m.exec(await page.text())?.[1]))`;
  for (let before = Number.NaN; ; ) {
    const {stdout} = await lab.run('b', [process.execPath, '-e', ask]);
    const now = Number(stdout);
    if (now === before) return now;
    before = now;
    await sleep(1000);
  }
}
