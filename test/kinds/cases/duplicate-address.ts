/**
 * Another machine, such as a printer, comes up with the address. Both answer every request for its MAC, and clients reach one or the other.
 * The owner never gave the address up.
 */

import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import type {Holding} from '../sim/holding.js';
import {Stage} from '../sim/stage.js';
import {connects} from '../traffic/connects.js';
import {ping} from '../traffic/ping.js';

export const duplicateAddress = kind('duplicate-address', (random, addresses) => {
  const at = between(random, 3, 8);
  const apart = between(random, 11, 20);
  const asks = random.pick([2, 2, 2, 3, 4]);
  const stage = new Stage(random, addresses, {
    at: 'mirror',
    length: at + asks * apart + between(random, 3, 8),
  });
  const {a, b, vip, client, network} = stage;
  a.hold(vip);
  // A kernel that was answered does not heed a second answer within a second (locktime), and the owner is quicker.
  if (random.oneIn(2))
    network.loses = (from, to, {body}) =>
      from === b && to === client && body.type === 'is-at' && body.announcement === undefined;
  const pace = {every: between(random, 0.2, 0.9) * SECOND, from: 0.2 * SECOND, until: stage.askUntil};
  const port = random.pick([80, 443, 631]);
  if (random.oneIn(5)) ping(stage.asker(client), vip, pace);
  else connects(stage.asker(client), vip, port, pace);
  const withoutProgram: Partial<Holding> = {
    services: service => (service === 'ping' ? undefined : 'refuses'),
  };
  const isSilent = random.oneIn(3);
  stage.take(at, b, {
    plan: isSilent ? 'silent' : {...stage.anyAnnouncement(), count: whole(random, 1, 2)},
    holding: random.oneIn(5) ? {} : withoutProgram,
  });
  for (let turn = 0; turn < asks; turn++) stage.at(at + 0.4 + turn * apart, () => client.ask(vip));
  return stage.tell(() => {
    const {outages: _, ...about} = stage.about('TWO_OWNERS');
    return {
      exit: 1,
      addresses: [about],
      present: [new RegExp(`${a.mac} and ${b.mac} both|${b.mac} and ${a.mac} both`)],
      absent: [/HEALTHY/, /SILENT_FAILBACK/, /Every question was answered/],
      ask: [vip],
    };
  });
});
