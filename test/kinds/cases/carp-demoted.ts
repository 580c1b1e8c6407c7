/**
 * CARP hosts that demote themselves because of a fault: OpenBSD raises the demotion in its advertisements, and the least demoted is master
 * whatever its skew; FreeBSD adds it to the skew, up to 240, and a backup takes over only where it preempts.
 */

import type {Random} from '../../helpers/random.js';
import {kind} from '../kind.js';
import {CarpGroup} from '../sim/carp.js';
import {between, whole} from '../sim/chance.js';
import type {Node} from '../sim/node.js';
import {Stage} from '../sim/stage.js';

function cast(random: Random, addresses: Random, length: number) {
  const stage = new Stage(random, addresses, {whole: true, length});
  const group = new CarpGroup(stage);
  const {a, b, vip} = stage;
  const [one, other] = [group.host(a, whole(random, 0, 50)), group.host(b, whole(random, 60, 150))];
  a.hold(vip, {mac: group.mac});
  stage.talk(1);
  stage.at(0.02, () => one.start());
  stage.at(0.03, () => a.announce(vip, stage.anyAnnouncement()));
  const isOpen = random.oneIn(2);
  const demoted = isOpen ? {demotion: random.pick([1, 1, 32, 255])} : {skew: 240};
  return {stage, group, one, other, demoted, what: isOpen ? 'demotion' : 'skew'};
}

/** Hands the address from one host to the other without an interruption. */
function gives(stage: Stage, at: number, from: Node, to: Node, mac: Node['mac']): void {
  stage.hand(at, from, to, {holding: {mac}});
}

/** The master demotes itself, the other takes over at once, and gives the address back when it has recovered. */
export const carpDemoted = kind('carp-demoted', (random, addresses) => {
  const at = between(random, 5, 8);
  const back = at + between(random, 6, 12);
  const {stage, group, one, other, demoted} = cast(random, addresses, back + between(random, 6, 10));
  const {a, b} = stage;
  const returns = random.oneIn(2);
  const before = {skew: one.skew, demotion: 0};
  stage.at(at, () => one.demote(demoted));
  stage.at(at + 0.001, () => other.start());
  gives(stage, at + 0.002, a, b, group.mac);
  stage.at(at + 0.002, () => one.stop());
  if (returns) {
    stage.at(back, () => one.demote(before));
    stage.at(back + 0.001, () => other.stop());
    gives(stage, back + 0.001, b, a, group.mac);
  }
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: returns ? 2 : 1})],
    absent: [/TWO_OWNERS/, /NO_MASTER/, /no other node took over/, /as well/],
    ask: [stage.vip],
  }));
});

/** Nobody takes over. The address is healthy, but its host's fault is worth a note. */
export const carpDemotedAlone = kind('carp-demoted-alone', (random, addresses) => {
  const at = between(random, 5, 8);
  const {stage, one, demoted, what} = cast(random, addresses, at + between(random, 8, 15));
  stage.at(at, () => one.demote(demoted));
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 0, notes: ['PRIORITY_FELL']})],
    present: [new RegExp(`The ${what} of \\S+ rose from \\d+ to ${demoted.demotion ?? demoted.skew}`)],
    absent: [/TWO_OWNERS/, /NO_MASTER/, /weight/, /vip audit/],
    ask: [stage.vip],
  }));
});

/** The master resigns, and nobody takes over. */
export const carpGoodbye = kind('carp-goodbye', (random, addresses) => {
  const at = between(random, 5, 8);
  const {stage, one} = cast(random, addresses, at + between(random, 12, 20));
  stage.at(at, () => {
    one.sayGoodbye();
    stage.a.crash();
  });
  return stage.tell(() => ({
    exit: 1,
    addresses: [stage.about('NO_MASTER', {changes: 0})],
    present: [/resigned CARP/],
    absent: [/HEALTHY/, /every 25[56](?:\.\d+)? s/],
    ask: [stage.vip],
  }));
});

/**
 * For a while the two do not hear each other and both advertise; then the demoted one hears the other and
 * yields.
 */
export const carpTwoForAWhile = kind('carp-two-for-a-while', (random, addresses) => {
  const at = between(random, 5, 8);
  const both = between(random, 6, 10);
  const {stage, group, one, other, demoted} = cast(random, addresses, at + both + between(random, 6, 10));
  const {a, b, network} = stage;
  const {mac} = group;
  stage.at(at, () => one.demote(demoted));
  // The switch forwards to whichever of them sent last.
  stage.at(at + 0.001, () => other.start());
  stage.take(at + 0.002, b, {holding: {mac}});
  stage.at(at + both, () => {
    one.stop();
    a.release(stage.vip);
  });
  stage.at(at + both, () => network.stuck.set(mac, b));
  return stage.tell(() => {
    const {outages: _, ...truth} = stage.about('TWO_OWNERS');
    return {
      exit: 1,
      addresses: [truth],
      present: [/both advertise CARP/, new RegExp(stage.family === 4 ? `${a.ip}.*${b.ip}` : 'fe80')],
      absent: [/HEALTHY, /, /VRRPv/],
      ask: [stage.vip],
    };
  });
});
