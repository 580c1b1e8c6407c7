/**
 * A clock that is set while we measure. libfaketime sets only that of the run's own processes; the machine's
 * does not change.
 */

import {existsSync, readdirSync, renameSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {startVip} from '../helpers/product.js';
import {labTest, tortured} from '../helpers/require-lab.js';
import {isInstalled, testWith} from '../helpers/require-tool.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';
import {ONE} from '../helpers/trial.js';

/** Each of these dates its measurements by the clock. */
const RUNS = [
  ['experiment', '--delay', '0s'],
  ['trial', '--driver', 'vip'],
  ['lesson', 'macvlan'],
];

/** Seconds by which the clock is set, again and again, so that it happens during the measurement whenever that begins. */
const STEPS = {forward: 1, back: -3600} as const;
const EVERY_MS = 100;

/** Found wherever the machine's architecture keeps its libraries. */
function fakeTimeLibrary(): string | undefined {
  return readdirSync('/usr/lib')
    .map(name => join('/usr/lib', name, 'faketime/libfaketimeMT.so.1'))
    .find(existsSync);
}

if (!isInstalled('faketime')) testWith('faketime')('a clock that is set meanwhile', t => t.fail());
else
  for (const [index, run] of RUNS.entries())
    for (const [way, [how, seconds]] of Object.entries(STEPS).entries())
      labTest(
        `a clock that is set ${how} during the run: vip ${run.join(' ')}`,
        async (t, who) => {
          const clock = join(temporaryDirectory(t), 'offset');
          let offset = 0;
          // The file is replaced in one step, because a reader of a half-written file would find it empty,
          // without an offset.
          const set = () => {
            writeFileSync(`${clock}.next`, `${offset < 0 ? '' : '+'}${offset}\n`);
            renameSync(`${clock}.next`, clock);
          };
          set();
          const setting = setInterval(() => {
            offset += seconds;
            set();
          }, EVERY_MS);
          t.teardown(() => clearInterval(setting));
          const {code, stderr} = await startVip(who, run, {
            env: {
              LD_PRELOAD: fakeTimeLibrary(),
              FAKETIME_TIMESTAMP_FILE: clock,
              FAKETIME_NO_CACHE: '1',
              FAKETIME_DONT_FAKE_MONOTONIC: '1',
            },
          }).ended;
          t.is(code, 3, stderr);
          t.regex(
            stderr,
            new RegExp(
              `^vip: measure: the machine's clock was set \\d+ m?s ${how} during the run, so its timestamps cannot be compared: run it again$`,
              'm',
            ),
          );
        },
        // Each run and each way once. setpriv(1) begins as root, and another user may not open what the library creates then.
        index % 2 === way ? ONE : tortured(ONE),
      );
