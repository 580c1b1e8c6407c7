/** Monitoring asks in vain for an unused address, and then a host boots with it. No node lost it. */

import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {Stage} from '../sim/stage.js';

export const firstClaim = kind('first-claim', (random, addresses) => {
  const rounds = whole(random, 1, 3);
  const boots = rounds * 15 + between(random, 2, 10);
  const stage = new Stage(random, addresses, {whole: true, length: boots + between(random, 5, 12)});
  const {a, client, vip} = stage;
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < 3; turn++) stage.at(0.1 + round * 15 + turn * 1.02, () => client.ask(vip));
  }
  stage.take(boots, a, {plan: {...stage.anyAnnouncement(), count: whole(random, 1, 3)}});
  stage.talk(4, {from: boots + between(random, 0.5, 2)});
  return stage.tell(() => {
    const {outages: _, ...truth} = stage.about('HEALTHY', {changes: 0, notes: ['FIRST_CLAIM']});
    return {exit: 0, addresses: [truth], absent: [/takes it/, /CANNOT_TELL/, /OUTAGE/]};
  });
});
