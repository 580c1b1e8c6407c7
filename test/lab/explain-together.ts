/**
 * Several captures of one run of the lab, with wrong clocks, which together show what none of them can show
 * alone.
 */

import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {vip} from '../helpers/product.js';
import {readAll} from '../helpers/read-all.js';
import {labTest} from '../helpers/require-lab.js';
import {FAST, ONE, openDirectory} from '../helpers/trial.js';
import {writeFile} from '../kinds/write.js';

/** How far each node's clock is ahead, in nanoseconds, and how much faster it runs, as a ratio. */
const CLOCKS = {ns0: [0n, 0], ns1: [4_321_000_000n, 80e-6], ext: [-2_500_000_000n, -95e-6]} as const;

labTest(
  'a node that is not heard, captured at both nodes and a client with wrong clocks: ADVERTS_LOST, and the clock offsets',
  async (t, who) => {
    const directory = openDirectory(t);
    const saved = join(directory, 'run');
    await vip(who, ['trial', ...FAST, '--fault', 'mute-tx', '--out', saved]);
    const files = Object.entries(CLOCKS).map(([node, [ahead, drift]]) => {
      const {records} = readAll(readFileSync(join(saved, `worst-${node}.pcapng`)));
      const first = records[0]?.at ?? 0n;
      const frames = records.map(({at = 0n, bytes}) => {
        return {at: at + ahead + BigInt(Math.round(Number(at - first) * drift)), bytes};
      });
      const file = join(directory, `${node}.pcapng`);
      writeFileSync(file, writeFile(frames, 'pcapng'));
      return file;
    });
    const {stdout} = await vip(who, ['explain', '--json', ...files]);
    const objects = stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    t.is(objects.find(({kind}) => kind === 'explanation')?.code, 'ADVERTS_LOST');
    const {clocks} = objects.find(({kind}) => kind === 'places');
    for (const {place, from, fromFrame, boundNs} of clocks) {
      const {records} = readAll(readFileSync(join(saved, `worst-${place}.pcapng`)));
      // The lab has a single clock, which is the reference's here.
      const error = Math.abs(Number(BigInt(from) - (records[fromFrame - 1]?.at ?? 0n)));
      t.true(boundNs <= 1e6 && error <= boundNs + 10, `${place}: ${error} ns, bound ${boundNs} ns`);
    }
  },
  ONE,
);
