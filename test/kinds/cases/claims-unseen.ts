/** A capture whose filter leaves out ARP and neighbour discovery: only the traffic shows which MAC the address has, and whether it moved. */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {exitOf, verdictOf} from '../sim/judge.js';
import {Stage} from '../sim/stage.js';
import {connects} from '../traffic/connects.js';
import {dns} from '../traffic/dns.js';
import {ping} from '../traffic/ping.js';

export const moveUnclaimed = kind('move-unclaimed', (random, addresses) => {
  const at = between(random, 5, 9);
  const dark = random.oneIn(4) ? 0 : between(random, 1.2, 8);
  const stage = new Stage(random, addresses, {length: at + dark + between(random, 5, 9)});
  const {a, b, vip, network} = stage;
  network.vantage = (_from, _to, {body}) => 'ends' in body;
  a.hold(vip);
  const sort = random.below(3);
  for (let n = 0; n <= random.below(3); n++) {
    const asker = stage.asker(n === 0 ? stage.client : stage.newClient(`c${n}`));
    const every = between(random, 0.1, 0.3) * SECOND;
    const pace = {every, from: between(random, 0.1, 0.6) * SECOND, until: stage.askUntil};
    if (sort === 0) ping(asker, vip, pace);
    else if (sort === 1) connects(asker, vip, 443, pace);
    else dns(asker, vip, pace);
  }
  if (dark > 0) stage.takeover(at, dark);
  else stage.hand(at, a, b);
  return stage.tell(() => {
    const verdict = verdictOf(stage.ledger.outages(vip, undefined, () => false));
    const {outages: _, ...about} = stage.about(verdict, {changes: 0});
    const isTold = verdict === 'OUTAGE';
    return {
      exit: exitOf(verdict),
      addresses: [about],
      present: [
        isTold
          ? new RegExp(`questions went to ${a.mac} before it, and to ${b.mac} after it`)
          : new RegExp(`${a.mac} answers .*, ${b.mac} answers in its place`),
      ],
      absent: [/no takeover happened/, /did not move in this capture/, /without a failover/, /real servers/],
      ask: [vip],
    };
  });
});

/** One MAC before and after, which may be a router's: whether anything moved behind it does not show. */
export const stayedUnclaimed = kind('stayed-unclaimed', (random, addresses) => {
  const at = between(random, 5, 9);
  const dark = between(random, 1.3, 6);
  const stage = new Stage(random, addresses, {length: at + dark + between(random, 3, 9)});
  const {a, vip, network} = stage;
  network.vantage = (_from, _to, {body}) => 'ends' in body;
  a.hold(vip);
  stage.talk(dark, {sort: 'ping', every: between(random, 0.05, 0.25) * SECOND});
  stage.at(at, () => network.blocked.add(a));
  stage.at(at + dark, () => network.blocked.delete(a));
  return stage.tell(() => ({
    exit: 1,
    addresses: [stage.about('OUTAGE', {changes: 0})],
    present: [
      new RegExp(`whether another machine took over then does not show: .* ${a.mac} may be a router`),
    ],
    absent: [/no takeover happened/, /without a failover/],
    ask: [vip],
  }));
});
