/** The whole table of drivers and faults: each pair makes a trial or is refused with a reason. */

import {readFileSync} from 'node:fs';
import {
  DRIVERS as DRIVER_KINDS,
  type Driver,
  execDriver,
  FAULTS,
  faultOf,
  frrDriver,
  keepalivedDriver,
  ucarpDriver,
  vipDriver,
} from '@vip/core';
import {driverFor} from '@vip/core/internal';
import test from 'ava';
import {PAIRS, REFUSED} from '../helpers/trial-table.js';

const DRIVERS: Readonly<Record<string, Driver>> = {
  vip: vipDriver({announce: {form: 'both'}}),
  keepalived: keepalivedDriver(),
  ucarp: ucarpDriver,
  frr: frrDriver(),
  'exec, commands': execDriver({nodeUp: 'true'}),
  'exec, a program': execDriver({nodeCommand: 'true'}),
};

test('the table has every driver and every fault', t => {
  t.deepEqual(PAIRS.length, Object.keys(DRIVERS).length * Object.keys(FAULTS).length);
  t.true(PAIRS.every(({driver, fault}) => driver in DRIVERS && fault in FAULTS));
});

/** The first column of the first table in docs/trials.md under this heading, without durations. */
function documented(heading: string): string[] {
  const page = readFileSync(new URL('../../../docs/trials.md', import.meta.url), 'utf8');
  const [, rest = ''] = page.split(`\n${heading}\n`);
  const [, rows = ''] = /^\| -.*\n((?:\|.*\n)+)/m.exec(rest) ?? [];
  return [...rows.matchAll(/^\| `([a-z][a-z-]*)/gm)].map(([, name = '']) => name);
}

test('docs/trials.md has every driver, in the order of the registry, and every fault, and no other', t => {
  t.deepEqual(documented('## Drivers'), Object.keys(DRIVER_KINDS));
  t.deepEqual(documented('## Faults').toSorted(), Object.keys(FAULTS));
});

test('a driver is created by name, from its own options among those given', t => {
  const options = {announce: {form: 'both'}, nodeUp: 'true'} as const;
  for (const [name, kind] of Object.entries(DRIVER_KINDS)) t.is(kind.make(options).name, name);
});

for (const {driver, fault} of PAIRS) {
  const reason = REFUSED[`${driver} ${fault}`];
  test(`${driver}, ${fault}: ${reason === undefined ? 'a trial' : 'refused'}`, t => {
    const check = () => driverFor(DRIVERS[driver] as Driver, faultOf(fault));
    if (reason === undefined) t.notThrows(check);
    else t.throws(check, {code: 'BAD_ARGUMENT', message: `fault ${fault}: ${reason}`});
  });
}
