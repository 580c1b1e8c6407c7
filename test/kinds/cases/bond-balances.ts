/** A bond in mode balance-alb, each of whose clients has the MAC of one of its ports. */

import {kind} from '../kind.js';
import {bond, converse, tell} from '../sim/bond.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';

export const bondBalances = kind('bond-balances', (random, addresses) => {
  const length = between(random, 10, 30);
  const stage = new Stage(random, addresses, {family: 4, whole: true, length});
  const told = bond(stage, random);
  converse(told, random);
  for (const one of told.clients)
    if (random.oneIn(2)) stage.at(between(random, 3, 8), () => one.ask(stage.vip));
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 0, outages: [], notes: ['LOAD_SHARING']})],
    absent: [/TWO_OWNERS/, /FAILBACK/, /(?:take|remove) the address from one/i, /release the address/],
    ask: [stage.vip],
  }));
});

/**
 * The second port fails, and its clients are given the other port's MAC once the bond has noticed. Only they
 * had an outage.
 */
export const bondPortFails = kind('bond-port-fails', (random, addresses) => {
  const at = between(random, 9.5, 14);
  const dark = between(random, 1.6, 3);
  const length = at + dark + between(random, 6, 12);
  const stage = new Stage(random, addresses, {family: 4, whole: true, length});
  const {a, vip, network} = stage;
  const told = bond(stage, random);
  const {clients, portOf, ports} = told;
  const moved = clients.filter(({ip}) => portOf.get(ip) === ports[1]);
  converse(told, random, () => between(random, 0.1, 0.25) * SECOND);
  stage.at(at, () => {
    network.loses = (_, to, {destination}) => to === a && destination === ports[1];
    a.hold(vip, {ports: [ports[0]]});
  });
  stage.at(at + dark, () => {
    for (const {ip} of moved) portOf.set(ip, ports[0]);
  });
  for (let turn = 0; turn < 3; turn++)
    stage.at(at + dark + turn * 2.3, () => moved.map(one => tell(told, one)));
  return stage.tell(() => {
    const {outages: _, ...truth} = stage.about('OUTAGE', {
      changes: 0,
      clients: moved.map(({ip}) => ({ip, outages: stage.outages(vip, ip)})),
      notes: ['LOAD_SHARING'],
    });
    return {
      exit: 1,
      addresses: [truth],
      absent: [/TWO_OWNERS/, /FAILBACK/, /REPLACED/, /release the address/, /takes it/],
      ask: [vip],
    };
  });
});

/**
 * A port is back, and the bond assigns some clients to it, which on its own looks like a takeover. Earlier
 * frames from that port show that it is one machine.
 */
export const bondPortBack = kind('bond-port-back', (random, addresses) => {
  const at = between(random, 9.5, 14);
  const stage = new Stage(random, addresses, {
    family: 4,
    at: 'client',
    whole: true,
    length: at + between(random, 4, 8),
  });
  const told = bond(stage, random, 0);
  const {vip, client} = stage;
  const {clients, ports, portOf} = told;
  converse(told, random, () => between(random, 0.1, 0.25) * SECOND);
  stage.at(at, () => {
    for (const {ip} of clients) portOf.set(ip, ports[1]);
    tell(told, client);
  });
  const absent = [/TWO_OWNERS/, /FAILBACK/, /REPLACED/, /As a result, clients go on sending/];
  return stage.tell(() =>
    told.sendsFromAny
      ? {
          exit: 0,
          addresses: [stage.about('HEALTHY', {changes: 0, outages: [], notes: ['LOAD_SHARING']})],
          present: [new RegExp(`${ports[1]} answered what was sent to ${ports[0]}`)],
          absent: [...absent, /NO_ANNOUNCEMENT/],
          ask: [vip],
        }
      : {
          exit: 3,
          addresses: [stage.about('CANNOT_TELL', {changes: 1, outages: []})],
          present: [/If both MACs belong to one machine/, /and nothing was lost/],
          absent: [...absent, /NO_ANNOUNCEMENT/],
          ask: [vip],
        },
  );
});
