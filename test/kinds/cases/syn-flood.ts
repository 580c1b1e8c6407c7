/** SYNs from many sources, none of which continues. The machine answers each, and serves genuine clients. */

import type {Random} from '../../helpers/random.js';
import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';
import {segmentMessage} from '../wire/transport.js';

interface Flood {
  readonly sources: number;
  /** One SYN in this many from a source is lost, on its way or in a full queue; none if absent. */
  readonly losesOneIn?: number;
}

function flood(random: Random, addresses: Random, {sources: count, losesOneIn}: Flood) {
  const stage = new Stage(random, addresses, {whole: true, at: 'mirror', length: between(random, 9, 14)});
  const {a, vip, family, places, network} = stage;
  const port = random.pick([22, 25, 80, 443, 40_000]);
  const sources = Array.from({length: count}, () => places.remote(family));
  const spoofed = new Set(sources);
  a.hold(vip, {
    ignores: asker => losesOneIn !== undefined && spoofed.has(asker) && random.oneIn(losesOneIn),
  });
  if (random.oneIn(2)) a.announce(vip, stage.anyAnnouncement());
  const sort = losesOneIn === undefined ? 'ping' : random.pick(['ping', 'requests'] as const);
  stage.talk(3, {sort});
  const router = stage.newClient('router');
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
}

export const synFlood = kind('syn-flood', (random, addresses) => flood(random, addresses, {sources: 200}));

/** Some SYNs are lost. A source that asked once and was never answered is no evidence. */
export const synFloodLossy = kind('syn-flood-lossy', (random, addresses) =>
  flood(random, addresses, {
    sources: random.pick([100, 200, 240]),
    losesOneIn: random.pick([1, 2, 3, 5, 20]),
  }),
);
