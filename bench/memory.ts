/**
 * The memory of a capture of 10,000 frames a second over time, which should be flat. `--minutes 10` for the full length; one
 * by default.
 *
 * @module
 */

import {setTimeout as sleep} from 'node:timers/promises';
import {background, openCable, SENDER, usage, VIP} from './machine.js';
import {quantile} from './measure.js';

const RATE = 10_000;
const EVERY_MS = 2000;
/** The part of the time until the heap has the size that the work needs. */
const WARM_UP = 0.25;

export async function captureMemory(minutes: number): Promise<void> {
  await using lab = await openCable();
  const argv = [process.execPath, VIP, 'capture', '--iface', 'vb'];
  const capture = background(lab, 'b', argv, '>/dev/null');
  await capture.says(/listening/);
  let isSending = true;
  const sending = lab
    .run('a', [process.execPath, SENDER, 'va', String(RATE), String(minutes * 60)])
    .finally(() => {
      isSending = false;
    });
  const sizes: number[] = [];
  while (isSending) {
    await Promise.race([sleep(EVERY_MS), sending]);
    sizes.push((await usage(lab, 'b', capture)).residentMegabytes);
  }
  const {sent} = JSON.parse((await sending).stdout) as {sent: number};
  const said = await capture.interrupt();
  const [, shown] = /(\d+) shown/.exec(said) ?? [];
  const settled = sizes.slice(Math.floor(sizes.length * WARM_UP));
  const third = Math.floor(settled.length / 3);
  const [first, last] = [settled.slice(0, third), settled.slice(-third)].map(part => quantile(part, 0.5));
  console.log(
    `  ${sent} frames sent, ${shown} shown, in ${minutes} minutes; ${sizes.length} looks, the first quarter left out`,
  );
  console.log(
    `  ratio ${((last ?? Number.NaN) / (first ?? Number.NaN)).toFixed(2)}: ${last?.toFixed(1)} MB in the last third, ${first?.toFixed(1)} MB in the first; ${Math.min(...settled).toFixed(1)}-${Math.max(...settled).toFixed(1)} MB`,
  );
}
