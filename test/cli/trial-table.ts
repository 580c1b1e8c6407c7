/**
 * Drivers and faults that make no sense together are refused in one line, with exit code 2 and nothing
 * touched.
 */

import test from 'ava';
import {vip} from '../helpers/product.js';
import {DRIVER_OPTIONS, PAIRS, REFUSED} from '../helpers/trial-table.js';

const who = process.getuid?.() === 0 ? 'root' : 'user';

for (const {driver, fault} of PAIRS) {
  const reason = REFUSED[`${driver} ${fault}`];
  if (reason === undefined) continue;
  test(`${driver}, ${fault}`, async t => {
    const args = ['trial', ...(DRIVER_OPTIONS[driver] ?? []), '--fault', fault];
    const {code, stdout, stderr} = await vip(who, args);
    t.deepEqual([code, stdout, stderr], [2, '', `vip: --fault ${fault}: ${reason}\n`]);
  });
}
