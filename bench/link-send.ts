/**
 * Frames a second that one link sends, beside libpcap called directly and tcpreplay.
 *
 * @module
 */

import {fileURLToPath} from 'node:url';
import {hasProgram, openCable} from './machine.js';

const RUN = fileURLToPath(new URL('./link-send-run.js', import.meta.url));
const TURNS = 5;

export async function linkSend(): Promise<void> {
  await using lab = await openCable();
  const rates = new Map<string, number[]>();
  for (let turn = 0; turn < TURNS; turn++) {
    const {stdout} = await lab.run('a', [process.execPath, RUN, 'va']);
    for (const [name, rate] of Object.entries(JSON.parse(stdout) as Record<string, number>))
      rates.set(name, [...(rates.get(name) ?? []), rate]);
  }
  hasProgram('tcpreplay');
  const middle = (values: readonly number[]) =>
    [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
  const floor = middle(rates.get('libpcap, called directly') ?? []);
  console.log('  ratio     median     lowest-highest   n');
  for (const [name, values] of rates) {
    const range = `${Math.min(...values)}-${Math.max(...values)}`;
    const ratio = (middle(values) / floor).toFixed(2).padStart(5);
    console.log(
      `  ${ratio} ${String(middle(values)).padStart(8)}/s ${range.padStart(18)} ${String(values.length).padStart(3)}  ${name}`,
    );
  }
}
