/**
 * libpcap's share of a short command: opening an interface and closing it, with various options.
 *
 * @module
 */

import {fileURLToPath} from 'node:url';
import {openCable} from './machine.js';
import {printRows, type Row} from './measure.js';

const RUN = fileURLToPath(new URL('./link-open-run.js', import.meta.url));
const N = 25;

export async function linkOpen(): Promise<void> {
  await using lab = await openCable();
  const {stdout} = await lab.run('a', [process.execPath, RUN, 'va', String(N)]);
  printRows(JSON.parse(stdout) as Row[]);
}
