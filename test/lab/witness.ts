/** An independent witness in the observers' nodes: what it saw of an outage agrees with what we report. */

import {fileURLToPath} from 'node:url';
import {OWN_CONDITIONS} from '../helpers/own-conditions.js';
import {startCommand} from '../helpers/product.js';
import {labTest, tortured} from '../helpers/require-lab.js';
import {rounds} from '../helpers/torture.js';
import {ONE} from '../helpers/trial.js';

const TRIAL = fileURLToPath(new URL('../fixtures/witnessed-trial.js', import.meta.url));

interface Row {
  readonly name: string;
  readonly ours: {readonly leastNs: string; readonly mostNs?: string};
  readonly witness?: readonly [least: string, most: string];
}

const FAULTS = ['node-crash', 'link-down'];

// Python is available wherever the addons were compiled.
for (const [index, fault] of FAULTS.entries()) {
  labTest(
    `an independent witness saw the same outage: ${fault}`,
    async t => {
      t.timeout(600_000);
      for (let round = 0; round < rounds(1, 30); round++) {
        const {code, stdout, stderr} = await startCommand([process.execPath, ...OWN_CONDITIONS, TRIAL, fault])
          .ended;
        t.is(code, 0, stderr);
        const rows: Row[] = JSON.parse(stdout);
        t.is(rows.length, 3);
        for (const {name, ours, witness} of rows) {
          // What both saw is within the bounds of both.
          const [least, most] = (witness ?? ['0', '0']).map(Number) as [number, number];
          const told = `${name}: ours ${ours.leastNs} to ${ours.mostNs}, the witness's ${least} to ${most} ns`;
          t.true(ours.mostNs !== undefined, told);
          t.true(Number(ours.leastNs) <= most && least <= Number(ours.mostNs), told);
        }
      }
    },
    index === 0 ? ONE : tortured(ONE),
  );
}
