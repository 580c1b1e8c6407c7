/** SYNs from everywhere, of whom none goes on: the machine answers each, and serves those who mean it. */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';
import {segmentMessage} from '../wire/transport.js';

export const synFlood = kind('syn-flood', (random, addresses) => {
  const stage = new Stage(random, addresses, {whole: true, at: 'mirror', length: between(random, 9, 14)});
  const {a, vip, family, places, network} = stage;
  const port = random.pick([22, 25, 80, 443, 40_000]);
  a.hold(vip);
  if (random.oneIn(2)) a.announce(vip, stage.anyAnnouncement());
  stage.talk(3, {sort: 'ping'});
  const router = stage.newClient('router');
  const sources = Array.from({length: 200}, () => places.remote(family));
  const every = between(random, 5, 40) * 1e6;
  network.clock.at(between(random, 1, 3) * SECOND, () =>
    network.clock.repeat(
      () => every,
      () => {
        const ends = {source: sources[random.below(sources.length)] ?? vip, destination: vip};
        const segment = {
          ...{sourcePort: 1024 + random.below(60_000), destinationPort: port},
          ...{sequence: random.below(2 ** 32), acknowledgment: 0, flags: 'S', length: 0},
        };
        router.send(ends, 50, segmentMessage(ends, segment), {type: 'segment', ends, segment}, () => {});
        return network.clock.now < stage.length;
      },
    ),
  );
  return stage.tell(() => {
    const {outages: _, ...about} = stage.about('HEALTHY', {changes: 0});
    return {exit: 0, addresses: [about], absent: [/OUTAGE|REFUSED/], ask: [vip]};
  });
});
