/** The threshold for outages changes the verdict on an address, but not whether the address is found. */

import {createCollector, judge, type OutageThreshold} from '@vip/analysis/internal';
import test from 'ava';
import {everyNth, seeds} from '../helpers/torture.js';
import {KINDS} from '../kinds/index.js';

/** No outage is this long or has this many questions. */
const NEVER: OutageThreshold = {leastNs: 3_600_000_000_000n, questions: 100_000};

test('an address is found whatever the threshold for outages', t => {
  let excused = 0;
  for (const [index, kind] of everyNth(KINDS, 3, 0).entries())
    for (const round of seeds(1, 100)) {
      const {frames, keys} = kind.make(index + round);
      const collector = createCollector({keys});
      collector.take(frames.map(frame => ({iface: 'eth0', length: frame.bytes.length, ...frame})));
      const facts = collector.facts();
      const [usual, lenient] = [judge(facts), judge(facts, {threshold: NEVER})];
      const found = (told: typeof usual) => told.map(({address: {ip, network}}) => `${ip} ${network}`);
      t.deepEqual(found(lenient), found(usual), `${kind.name} ${index + round}`);
      excused += lenient.filter(
        ({finding}, at) => finding.code === 'HEALTHY' && usual[at]?.finding.code !== 'HEALTHY',
      ).length;
    }
  t.true(excused > 0);
});
