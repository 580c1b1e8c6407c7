/**
 * keepalived with `use_vmac`: the virtual MAC moves with the master, answers leave from the machine's own
 * MAC, and occasionally a request in the name of the address teaches a neighbour that MAC.
 */

import type {Random} from '../../helpers/random.js';
import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {MS, SECOND} from '../sim/clock.js';
import {exitOf, verdictOf} from '../sim/judge.js';
import {captureAt} from '../sim/network.js';
import type {Node} from '../sim/node.js';
import {Stage} from '../sim/stage.js';
import {masterDown} from '../sim/vrrp.js';
import {virtualMac} from '../wire/advert.js';
import {whoHas} from '../wire/neighbour.js';

interface Story {
  readonly teaches: boolean;
  /**
   * Set if a switch keeps the advertisements from the capture, or if they are sent only to the other node.
   */
  readonly isUnadvertised?: true;
}

function failover(random: Random, addresses: Random, {teaches, isUnadvertised}: Story) {
  const at = between(random, 4, 8);
  const router = {interval: 1e9, version: 3 as const, virtualRouterId: 1 + random.below(255)};
  const resigns = random.oneIn(2);
  const skew = masterDown({...router, priority: 100}, 3) / 1e9 - 3;
  const dark = resigns ? skew : 3 + skew - between(random, 0, 0.9);
  const stage = new Stage(random, addresses, {length: at + dark + between(random, 8, 14)});
  const {a, b, client, vip, family} = stage;
  const mac = virtualMac(router.virtualRouterId, family);
  const [one, other] = [a, b].map((node, index) =>
    stage.speaker(node, {...router, mac, priority: 150 - 50 * index}),
  );
  const plan = {...stage.anyAnnouncement(), gap: 0.1 * MS};
  a.hold(vip, {mac, source: a.mac});
  stage.talk(Math.max(1, dark));
  stage.at(0.01, () => {
    if (isUnadvertised === undefined) one?.start();
    if (isUnadvertised === undefined || random.oneIn(2)) a.announce(vip, plan);
  });
  // Later such requests do not change which clients send to it.
  if (isUnadvertised && random.oneIn(2)) stage.at(between(random, 0.01, 2), () => resolve(a, vip, client));
  stage.at(at, () => {
    if (resigns && isUnadvertised === undefined) one?.resign();
    a.crash();
  });
  stage.take(at + dark, b, {holding: {mac, source: b.mac}, plan});
  if (isUnadvertised === undefined) stage.at(at + dark - 0.0005, () => other?.start());
  // The answer to the first question waits for the client's MAC.
  if (teaches) stage.at(at + dark + between(random, 0.01, 0.2), () => resolve(b, vip, client));
  stage.at(at + dark + 5, () => b.announce(vip, plan));
  return stage;
}

/** "Where is the client? Tell the address", from the machine's own MAC. */
function resolve(node: Node, vip: Stage['vip'], client: Stage['client']): void {
  const from = {mac: node.mac, ip: vip};
  node.tell(whoHas(client.ip, from), {type: 'who-has', ip: client.ip, from});
}

export const virtualMacTaught = kind('virtual-mac-taught', (random, addresses) => {
  const stage = failover(random, addresses, {teaches: true});
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 1, notes: ['TAUGHT_OTHER_MAC']})],
    absent: [/TWO_OWNERS/, /ANNOUNCED_BUT_IGNORED/],
  }));
});

export const virtualMacHandover = kind('virtual-mac-handover', (random, addresses) => {
  const stage = failover(random, addresses, {teaches: false});
  return stage.tell(() => ({exit: 0, addresses: [stage.about('HEALTHY', {changes: 1})]}));
});

/** A neighbour that asks before the move and after it: its entry expired, and nothing needed to change. */
export const virtualMacAskedAgain = kind('virtual-mac-asked-again', (random, addresses) => {
  const stage = failover(random, addresses, {teaches: false});
  const {vip, network} = stage;
  const others = Array.from({length: 1 + random.below(3)}, (_, index) => stage.newClient(`other ${index}`));
  for (const other of others)
    for (const at of [between(random, 2.1, 3.9), stage.length / SECOND - between(random, 0.5, 5)])
      stage.at(at, () => other.ask(vip));
  if (random.oneIn(2)) network.vantage = captureAt(stage.client);
  stage.needsFrom(2);
  return stage.tell(() => {
    const {outages: _, ...about} = stage.about('HEALTHY', {changes: 1});
    return {exit: 0, addresses: [about], absent: [/follow/, /ignored/], ask: [vip]};
  });
});

/**
 * The capture looks like a single machine that was dark, and may be one. It must not be reported that nothing
 * moved.
 */
export const virtualMacUnadvertised = kind('virtual-mac-unadvertised', (random, addresses) => {
  const stage = failover(random, addresses, {teaches: random.oneIn(3), isUnadvertised: true});
  return stage.tell(() => {
    const verdict = verdictOf(stage.ledger.outages(stage.vip, undefined, () => false));
    return {
      exit: exitOf(verdict),
      addresses: [stage.about(verdict, {changes: 0})],
      present: [/whether another machine took/],
      absent: [
        /did not move in this capture/,
        /no takeover happened/,
        /NO_ANNOUNCEMENT/,
        /IGNORED/,
        /TWO_OWNERS/,
      ],
    };
  });
});

/**
 * The nodes start in the capture, so its first seconds are without advertisements. Later the master does not answer for a moment, between two
 * of them: who was master then is known.
 */
export const virtualMacPause = kind('virtual-mac-pause', (random, addresses) => {
  const starts = between(random, 2.5, 5);
  const stops = starts + 2 + random.below(3) + between(random, 0.1, 0.2);
  const dark = between(random, 0.55, 0.7);
  const stage = new Stage(random, addresses, {length: stops + dark + between(random, 3, 9)});
  const {a, vip, family} = stage;
  const router = {interval: SECOND, version: 3 as const, virtualRouterId: 1 + random.below(255)};
  const mac = virtualMac(router.virtualRouterId, family);
  const master = stage.speaker(a, {...router, mac, priority: 150});
  const held = {mac, source: a.mac};
  stage.at(starts, () => {
    a.hold(vip, held);
    master.start();
    a.announce(vip, {...stage.anyAnnouncement(), gap: 0.1 * MS});
  });
  stage.talk(starts + 0.2, {sort: 'ping', every: between(random, 0.04, 0.08) * SECOND});
  stage.at(stops, () => a.hold(vip, {...held, serves: false, resolves: false}));
  stage.at(stops + dark, () => a.hold(vip, held));
  return stage.tell(() => ({
    exit: 1,
    addresses: [stage.about('OUTAGE', {changes: 0})],
    present: [/although no takeover happened then/],
    absent: [/no advertisements from before/],
  }));
});
