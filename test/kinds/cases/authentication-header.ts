/**
 * Advertisements with an authentication header, which a filter on one node drops, so that both become master.
 */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';

export const headerDropped = kind('header-dropped', (random, addresses) => {
  const late = between(random, 4, 8);
  const stage = new Stage(random, addresses, {
    family: 4,
    at: 'mirror',
    whole: true,
    length: late + between(random, 8, 16),
  });
  const {a, b, client, vip} = stage;
  const router = {
    version: 2 as const,
    virtualRouterId: 1 + random.below(255),
    interval: SECOND,
    authentication: 'header' as const,
  };
  const [one, other] = [a, b].map((node, index) =>
    stage.speaker(node, {...router, priority: 150 - 50 * index}),
  );
  a.hold(vip);
  stage.talk(4, {sort: 'ping'});
  stage.at(0.1, () => one?.start());
  stage.at(0.101, () => a.announce(vip, stage.anyAnnouncement()));
  stage.at(late - 0.001, () => other?.start());
  stage.take(late, b);
  stage.at(late + between(random, 2, 4), () => client.ask(vip));
  return stage.tell(() => {
    const {outages: _, ...truth} = stage.about('TWO_OWNERS');
    return {
      exit: 1,
      addresses: [truth],
      present: [a, b].map(({ip}) => new RegExp(ip.replaceAll('.', '\\.'))),
      absent: [/HEALTHY/],
    };
  });
});
