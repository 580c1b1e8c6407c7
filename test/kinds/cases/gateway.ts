/**
 * The address is the gateway of its clients: they talk through it to machines in another network, and hardly ever to the address itself.
 */

import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {Gateway} from '../sim/gateway.js';
import type {Reports} from '../sim/holding.js';
import {HEEDS_ALL} from '../sim/neighbours.js';

/** The gateway moves, and all follow. */
export const gatewayMoves = kind('gateway-moves', (random, addresses) => {
  const at = between(random, 4, 8);
  const end = random.pick(['crash', 'resign'] as const);
  const gateway = new Gateway(random, addresses, {length: at + 4 + between(random, 5, 10), dark: 2});
  const dark = gateway.wait(end);
  gateway.begins();
  gateway.moves(at, end, dark);
  return gateway.stage.tell(() => ({
    exit: 0,
    addresses: [gateway.about('HEALTHY', {changes: 1})],
    present: dark > 1 ? [/through it to \S+ had no answer/] : [],
    absent: [/Every question was answered/, /Nothing was asked/, /IGNORED/],
  }));
});

/** One of its clients does not follow, until it asks again. */
export const gatewayStale = kind('gateway-stale', (random, addresses) => {
  const at = between(random, 4, 8);
  const patience = 1 + between(random, 3, 6);
  const length = at + patience + between(random, 5, 9);
  const gateway = new Gateway(random, addresses, {length, dark: 2, clients: whole(random, 1, 3)}, false);
  const {stage} = gateway;
  const {client} = stage;
  client.habits = {
    ...HEEDS_ALL,
    heeds: () => false,
    patience: patience * SECOND,
    unicast: random.below(4),
  };
  gateway.begins();
  gateway.moves(at, 'resign', gateway.wait('resign'));
  return stage.tell(() => ({
    exit: 1,
    // A client that was never seen to ask for its MAC may have another gateway.
    alsoExit: [3],
    addresses: [gateway.about('ANNOUNCED_BUT_IGNORED', {changes: 1, alsoFine: ['CANNOT_TELL']})],
    present: [new RegExp(`${client.ip.replaceAll('.', '\\.')}`)],
  }));
});

/** The new owner has the address, and does not forward for some seconds or to the end. */
export const gatewayMute = kind('gateway-mute', (random, addresses) => {
  const at = between(random, 4, 8);
  const more = between(random, 4, 8);
  const isForGood = random.oneIn(2);
  const length = at + 1 + more + between(random, 3, 6);
  const gateway = new Gateway(random, addresses, {length, dark: 2});
  gateway.begins();
  gateway.moves(at, 'resign', gateway.wait('resign'), isForGood ? 1e6 : more);
  return gateway.stage.tell(() => ({
    exit: 1,
    addresses: [gateway.about('OUTAGE', {changes: 1})],
    absent: [/IGNORED/, /Every question was answered/],
  }));
});

/** It forwards nothing for a while, and keeps the address. */
export const gatewayDark = kind('gateway-dark', (random, addresses) => {
  const at = between(random, 4, 8);
  const dark = between(random, 2, 6);
  const remotes = whole(random, 1, 2);
  const length = at + dark + between(random, 3, 6);
  const gateway = new Gateway(random, addresses, {length, dark, remotes});
  const {stage} = gateway;
  gateway.begins();
  stage.at(at, () => gateway.drops(stage.a));
  stage.at(at + dark, () => gateway.forwards(stage.a));
  return stage.tell(() => {
    const isOne = gateway.remotes.length === 1;
    return {
      exit: isOne ? 0 : 1,
      addresses: [
        gateway.about(isOne ? 'HEALTHY' : 'OUTAGE', {
          changes: 0,
          ...(isOne ? {alsoFine: ['CANNOT_TELL']} : {}),
          ...(isOne ? {notes: ['GATEWAY_UNANSWERED']} : {}),
        }),
      ],
      alsoExit: isOne ? [3] : [],
      present: [isOne ? /through it to \S+ had no answer/ : /Nothing that was sent through it was answered/],
      absent: [/Every question was answered/],
    };
  });
});

/** A router has it as its gateway: whether the hosts behind the router get anywhere depends on the router's cache. */
export const gatewayOfRouter = kind('gateway-of-router', (random, addresses) => {
  const at = between(random, 4, 8);
  const follows = random.oneIn(2);
  const patience = random.pick([1 + between(random, 3, 6), Number.POSITIVE_INFINITY]);
  const length = at + (follows ? 3 : Math.min(patience, 8)) + between(random, 5, 9);
  const hosts = whole(random, 1, 3);
  const gateway = new Gateway(
    random,
    addresses,
    {...{length, hosts, dark: 2, at: 'mirror'}, clients: whole(random, 0, 1)},
    false,
  );
  const {stage, behind: router} = gateway;
  if (router !== undefined && !follows)
    router.habits = {
      ...HEEDS_ALL,
      ...{heeds: () => false, patience: patience * SECOND, unicast: random.below(4)},
    };
  const end = follows ? random.pick(['crash', 'resign'] as const) : 'resign';
  gateway.begins();
  gateway.moves(at, end, gateway.wait(end));
  return stage.tell(() => ({
    exit: follows ? 0 : 1,
    // A router that was never seen to ask for its MAC may have another gateway.
    alsoExit: follows ? [] : [3],
    addresses: [
      follows
        ? gateway.about('HEALTHY', {changes: 1})
        : gateway.about('ANNOUNCED_BUT_IGNORED', {changes: 1, alsoFine: ['CANNOT_TELL']}),
    ],
    present: [new RegExp(`the router ${router?.mac}`)],
    absent: [/Every question was answered/, ...(follows ? [/IGNORED/] : [])],
  }));
});

const REPORTS = {
  host: 'host unreachable',
  network: 'network unreachable',
  prohibited: 'administratively prohibited',
} as const;

/** It reports to its clients why it does not forward: it has no route any more, a filter forbids it, or a machine behind it is gone. */
export const gatewayReports = kind('gateway-reports', (random, addresses) => {
  const at = between(random, 4, 8);
  const dark = between(random, 3, 6);
  const refusal = random.pick(['host', 'network', 'prohibited'] as const);
  const returns = random.oneIn(2);
  const length = at + dark + (returns ? between(random, 3, 6) : 0);
  const gateway = new Gateway(random, addresses, {length, dark: 2}, false);
  const {stage} = gateway;
  const {a} = stage;
  const isItsOwn = refusal !== 'host';
  const reports: Reports = {by: a.ip, refusal, oneIn: random.pick([1, 3]), said: []};
  const refused = isItsOwn ? gateway.remotes : gateway.remotes.slice(0, 1);
  gateway.begins();
  stage.at(at, () => {
    for (const ip of refused) a.hold(ip, {source: a.mac, resolves: false, hops: 1, reports});
  });
  if (returns) stage.at(at + dark, () => gateway.forwards(a));
  return stage.tell(() => ({
    exit: isItsOwn ? 1 : 0,
    // Nobody asked the gateway itself, whose answers are what HEALTHY stands for.
    alsoExit: isItsOwn ? [] : [3],
    addresses: [
      isItsOwn
        ? gateway.about('OUTAGE', {changes: 0})
        : gateway.about('HEALTHY', {changes: 0, alsoFine: ['CANNOT_TELL'], notes: ['GATEWAY_UNANSWERED']}),
    ],
    ...(reports.said.length > 0 && {present: [new RegExp(`reported ICMP ${REPORTS[refusal]}`)]}),
    absent: [/Every question was answered/, /the address stays dark/],
  }));
});
