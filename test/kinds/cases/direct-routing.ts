/** LVS in direct routing: questions go to the director, answers come from the real servers' MACs all the time. */

import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {Stage} from '../sim/stage.js';

export const directRouting = kind('direct-routing', (random, addresses) => {
  const at = between(random, 4, 12);
  const stage = new Stage(random, addresses, {length: at + between(random, 10, 40)});
  const {a, b, vip, places} = stage;
  const servers = Array.from({length: whole(random, 1, 3)}, () => places.mac());
  const source = () => servers[random.below(servers.length)] ?? a.mac;
  a.hold(vip, {source});
  if (random.oneIn(2)) a.announce(vip, stage.anyAnnouncement());
  stage.talk(5, {sort: 'ping'});
  stage.hand(at, a, b, {holding: {source}});
  // Which it asks for anew now and then, of the director itself.
  stage.at(at + 6, () => stage.client.ask(vip));
  // A question that is on its way when the director lets go is lost.
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 1})],
    absent: [/TWO_OWNERS/, /nothing answered for/i, /unanswered/i],
  }));
});
