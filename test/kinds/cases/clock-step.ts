/** Between a failover and the failback the clock of who captures steps: said, and no conflict. */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';

export const clockStep = kind('clock-step', (random, addresses) => {
  const there = between(random, 3, 6);
  const step = there + between(random, 3, 6);
  const back = step + between(random, 3, 6);
  const by = BigInt(Math.round(between(random, 20, 120) * SECOND));
  const stage = new Stage(random, addresses, {length: back + between(random, 3, 8)});
  const {a, b, vip, network} = stage;
  a.hold(vip);
  stage.talk(1, {sort: 'ping'});
  stage.hand(there, a, b);
  stage.hand(back, b, a);
  const made = stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 2, outages: [], notes: ['CLOCK_STEPPED']})],
    absent: [/TWO_OWNERS/, /-\d+(\.\d+)? m?s\b/],
  }));
  const first = network.captured.findIndex(({at}) => at >= step * SECOND);
  return {
    ...made,
    unordered: true,
    frames: made.frames.map(({at, bytes}, index) => ({at: index < first ? at : at - by, bytes})),
  };
});
