/** The whole table of driver and fault: each pair makes a trial, or is refused with its reason. */

import {
  checkFault,
  type Driver,
  execDriver,
  FAULTS,
  faultOf,
  keepalivedDriver,
  ucarpDriver,
  vipDriver,
} from '@vip/core';
import test from 'ava';
import {PAIRS, REFUSED} from '../helpers/trial-table.js';

const DRIVERS: Readonly<Record<string, Driver>> = {
  vip: vipDriver({announce: {form: 'both'}}),
  keepalived: keepalivedDriver(),
  ucarp: ucarpDriver,
  'exec, commands': execDriver({nodeUp: 'true'}),
  'exec, a program': execDriver({nodeCommand: 'true'}),
};

test('the table has every driver and every fault', t => {
  t.deepEqual(PAIRS.length, Object.keys(DRIVERS).length * Object.keys(FAULTS).length);
  t.true(PAIRS.every(({driver, fault}) => driver in DRIVERS && fault in FAULTS));
});

for (const {driver, fault} of PAIRS) {
  const reason = REFUSED[`${driver} ${fault}`];
  test(`${driver}, ${fault}: ${reason === undefined ? 'a trial' : 'refused'}`, t => {
    const check = () => checkFault(DRIVERS[driver] as Driver, faultOf(fault));
    if (reason === undefined) t.notThrows(check);
    else t.throws(check, {code: 'BAD_ARGUMENT', message: `fault ${fault}: ${reason}`});
  });
}
