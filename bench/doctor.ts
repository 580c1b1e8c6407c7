/**
 * `vip doctor` from call to exit, on a host with a virtual address and nothing wrong, compared with a Node that does nothing.
 *
 * @module
 */

import {fileURLToPath} from 'node:url';
import {openCable, VIP} from './machine.js';
import {printRows, type Row} from './measure.js';

const N = 25;
const TURNS = fileURLToPath(new URL('./turns.js', import.meta.url));
const ADDRESS = '10.3.2.200';

/** The doctor may report findings, or lack permission to look; the work is the same either way. */
const expected = [0, 1, 3];

export async function doctorLook(): Promise<void> {
  await using lab = await openCable();
  const node = process.execPath;
  const commands = [
    {name: 'node -e 0', argv: [node, '-e', '0']},
    {name: 'vip doctor --ip', argv: [node, VIP, 'doctor', '--ip', ADDRESS], expected},
  ];
  const {stdout} = await lab.run('a', [node, TURNS, String(N), JSON.stringify(commands)]);
  printRows(JSON.parse(stdout) as Row[]);
}
