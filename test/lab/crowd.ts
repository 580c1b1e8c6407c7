/** Many experiments at once, no matter how few the processors. */

import {startVip} from '../helpers/product.js';
import {labTest} from '../helpers/require-lab.js';
import {rounds} from '../helpers/torture.js';
import {markedEnvironment, untilGone} from '../helpers/traces.js';
import {ONE} from '../helpers/trial.js';

const CROWD = rounds(8, 20);

labTest(
  'many experiments at once take turns, and every one goes as expected',
  async (t, who) => {
    t.timeout(300_000);
    const {mark, env} = markedEnvironment();
    const all = await Promise.all(
      Array.from({length: CROWD}, () => startVip(who, ['experiment', '--delay', '0s'], {env}).ended),
    );
    for (const {code, stdout, stderr} of all) {
      t.is(code, 0, stdout + stderr);
      t.true(stdout.endsWith('Every expectation held.\n'));
      t.regex(
        stderr,
        /^(vip: waiting: this machine is already running as many measurements as it can .*\n)?$/,
      );
    }
    t.deepEqual(await untilGone(mark), []);
    t.log(`${CROWD} at once, all correct`);
  },
  ONE,
);
