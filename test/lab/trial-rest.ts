/** A fault is caused only once the addresses have settled, however unsteady the software's start. */

import {decodeEvent, Timeline} from '@vip/analysis';
import {TRIAL_STEP} from '@vip/analysis/internal';
import {labTest} from '../helpers/require-lab.js';
import {MS, runTrials, USER} from '../helpers/trial.js';

/** Removes the address and adds it again, twenty times, with less than a tenth of a second in between. */
const RESTLESS = `[ $NODE = ns0 ] || exec sleep infinity
ip addr add $VIP/$PREFIX dev $IFACE
for i in 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9; do
  sleep 0.06
  printf 'addr del %s dev %s\\naddr add %s dev %s\\n' $VIP/$PREFIX $IFACE $VIP/$PREFIX $IFACE | ip -batch -
done
exec sleep infinity`;

labTest(
  'the trial waits for an address that is removed and added again at the start',
  async (t, who) => {
    const args = ['--driver', 'exec', '--node-cmd', RESTLESS, '--fault', 'kill'];
    const {stdout} = await runTrials(t, who, [...args, '--timeout', '1s', '--settle', '0s']);
    const lines = stdout
      .split('\n')
      .filter(line => line !== '' && !line.startsWith('{"kind":"trial-report"'));
    const timeline = Timeline.of(lines.slice(0, -1).map(decodeEvent));
    const [fault] = timeline.select('step').filter(({step}) => step === TRIAL_STEP.fault);
    const changes = timeline.select('address', 'ns0').filter(({ip}) => (ip as string) === '10.3.2.200');
    t.true(changes.length >= 41, `${changes.length} changes`);
    for (const {at, change} of changes) t.true((fault?.at ?? 0n) - at >= 100n * MS, `${change} at ${at}`);
  },
  USER,
);
