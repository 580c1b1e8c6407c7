/** A bond in mode balance-alb, captured at one of its ports. Answers leave by the other as well. */

import {isGroupMac} from '@vip/arp';
import type {Random} from '../../helpers/random.js';
import {kind} from '../kind.js';
import {bond, tell} from '../sim/bond.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';

/**
 * One port of the bond sees the questions of the clients that have its MAC, and what the machine sends from
 * it to these and other clients. From some moment on, answers to one client leave by the other port, so that
 * they are not seen.
 *
 * @param dies whether instead the machine dies at that moment
 */
function atOnePort(random: Random, addresses: Random, dies: boolean) {
  const at = between(random, 6, 9);
  const stage = new Stage(random, addresses, {family: 4, whole: true, length: at + between(random, 5, 12)});
  const told = bond(stage, random, 0);
  const {a, vip, network} = stage;
  const {clients, ports, portOf} = told;
  const [seen, other] = ports;
  const leaves = new Map(clients.map(({ip}, index) => [ip, index === 1 ? seen : random.pick(ports)]));
  leaves.set(stage.client.ip, seen);
  a.hold(vip, {
    macFor: asker => portOf.get(asker) ?? seen,
    source: asker => leaves.get(asker) ?? seen,
    tellsFrom: seen,
    ports,
  });
  network.vantage = (from, to, frame) => {
    if (from === a) return frame.source === seen;
    return to === a ? frame.destination === seen : isGroupMac(frame.destination);
  };
  stage.at(0.05, () => tell(told, stage.client));
  for (const one of clients) {
    const pace = {every: between(random, 0.1, 0.3) * SECOND};
    stage.talk(4, {
      asker: stage.asker(one),
      sort: random.pick(['ping', 'ping', 'requests']),
      from: between(random, 0.1, 1),
      ...pace,
    });
  }
  stage.at(at, () => (dies ? a.crash() : leaves.set(stage.client.ip, other)));
  return stage;
}

export const bondOnePort = kind('bond-one-port', (random, addresses) => {
  const stage = atOnePort(random, addresses, false);
  return stage.tell(() => {
    const {outages: _, ...truth} = stage.about('CANNOT_TELL', {changes: 0});
    return {
      exit: 3,
      addresses: [truth],
      present: [/Answers take a different path/],
      absent: [/OUTAGE/, /SWITCH_STALE/, /HEALTHY/],
      ask: [stage.vip],
    };
  });
});

/** The same if the machine dies, so that no client is answered by either port. */
export const bondOnePortDies = kind('bond-one-port-dies', (random, addresses) => {
  const stage = atOnePort(random, addresses, true);
  return stage.tell(() => {
    const {outages: _, ...truth} = stage.about('OUTAGE', {changes: 0});
    return {
      exit: 1,
      addresses: [
        {...truth, clients: [{ip: stage.client.ip, outages: stage.outages(stage.vip, stage.client.ip)}]},
      ],
      absent: [/HEALTHY/],
      ask: [stage.vip],
    };
  });
});
