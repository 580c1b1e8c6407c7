/**
 * A bond in mode active-backup whose active port fails. What reaches that port is lost until the bond notices (`miimon`, or a monitor of ARP), and what
 * the bond sends meanwhile as well; then it announces its addresses `num_grat_arp` times from the other port. With `fail_over_mac` at `none` or
 * `follow` its MAC stays (Documentation/networking/bonding.rst).
 */

import {isGroupMac} from '@vip/arp';
import type {Random} from '../../helpers/random.js';
import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {MS, SECOND} from '../sim/clock.js';
import type {AnnouncementPlan} from '../sim/holding.js';
import {Stage} from '../sim/stage.js';

/** As the kernel announces its addresses. */
function gratuitous(random: Random): AnnouncementPlan {
  const form = {operation: 'request', targetMac: 'zero', override: true} as const;
  return {forms: [form], gap: between(random, 100, 300) * MS, count: whole(random, 0, 5)};
}

/** Where it is captured. */
type Vantage = 'elsewhere' | 'bond' | 'failing port' | 'other port';

/** The bond of node `a` fails over; both ports have one MAC. */
function failsOver(random: Random, addresses: Random, vantage: Vantage) {
  const at = between(random, 5, 9);
  const gap = random.pick([between(random, 0.05, 0.4), between(random, 0.4, 1.2), between(random, 1.2, 4)]);
  const stage = new Stage(random, addresses, {
    length: at + gap + between(random, 6, 12),
    whole: vantage !== 'elsewhere',
  });
  const {a, vip, network} = stage;
  const isNow = (from: number, until: number) => {
    const now = network.clock.now / SECOND;
    return now >= from && now < until;
  };
  const isDown = () => isNow(at, at + gap);
  a.hold(vip);
  network.loses = (from, to) => isDown() && (from === a || to === a);
  const isOwn = (from: unknown, to: unknown, destination: Parameters<typeof isGroupMac>[0]) =>
    from === a || to === a || isGroupMac(destination);
  const {vantage: mirrored} = network;
  if (vantage === 'elsewhere')
    network.vantage = (from, to, frame) => !(isDown() && from === a) && mirrored(from, to, frame);
  if (vantage === 'bond')
    network.vantage = (from, to, {destination}) => from === a || (!isDown() && isOwn(from, to, destination));
  if (vantage === 'failing port')
    network.vantage = (from, to, {destination}) =>
      isNow(0, at) ? isOwn(from, to, destination) : isDown() && from === a;
  if (vantage === 'other port')
    network.vantage = (from, to, {destination}) =>
      isNow(at + gap, 1e9) ? isOwn(from, to, destination) : from !== a && isGroupMac(destination);
  if (random.oneIn(2)) stage.at(0.02, () => a.announce(vip, stage.anyAnnouncement()));
  const every = random.pick([between(random, 0.02, 0.1), between(random, 0.1, 0.5), between(random, 0.5, 1)]);
  const sort = random.pick(['ping', 'ping', 'requests', 'dns'] as const);
  stage.talk(gap, {sort, every: every * SECOND});
  const plan = gratuitous(random);
  stage.at(at + gap + 0.0005, () => a.announce(vip, plan));
  return {stage, isAnnounced: plan.count > 0, sort, at};
}

const MOVED = [/takes it/, /took the address/, /TWO_OWNERS/, /NO_ANNOUNCEMENT/, /SWITCH_STALE/, /FAILBACK/];

/** Seen by the client, or at a mirror port of the switch. */
export const bondBackup = kind('bond-backup', (random, addresses) => {
  const {stage, isAnnounced} = failsOver(random, addresses, 'elsewhere');
  return stage.tell(() => {
    const isOutage = stage.outages().some(({minor}) => !minor);
    const told = new RegExp(`as it ended, ${stage.a.mac} announced it`);
    const verdict = isOutage ? 'OUTAGE' : 'HEALTHY';
    return {
      exit: isOutage ? 1 : 0,
      addresses: [stage.about(verdict, {changes: 0})],
      present: isOutage && isAnnounced ? [told] : [],
      absent: isAnnounced ? MOVED : [...MOVED, told],
      ask: [stage.vip],
    };
  });
});

/** On the bond itself, questions that the dead port lost are missing, and answers to those before are there. */
export const bondBackupAtBond = kind('bond-backup-at-bond', (random, addresses) => {
  const {stage, sort, at} = failsOver(random, addresses, 'bond');
  return stage.tell(() => {
    const {vip, client, ledger} = stage;
    const unseen = sort === 'ping' ? ledger.unseen(vip).length : 0;
    const before = ledger.seen(vip).filter(({record}) => record.at < at * SECOND).length;
    // Six of them show the pace.
    const isShown = unseen >= 3 && before >= 6;
    return {
      exit: 0,
      addresses: [stage.about('HEALTHY', {changes: 0, ...(isShown ? {notes: ['PINGS_MISSING']} : {})})],
      present: isShown ? [new RegExp(`Note: ${unseen} pings of ${client.ip} are not in this capture`)] : [],
      absent: unseen === 0 ? [...MOVED, /pings? of/] : MOVED,
      ask: [vip],
    };
  });
});

/** At the port that fails, everything ends. */
export const bondBackupAtFailing = kind('bond-backup-at-failing', (random, addresses) => {
  const {stage} = failsOver(random, addresses, 'failing port');
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 0})],
    absent: MOVED,
    ask: [stage.vip],
  }));
});

/** At the port that takes over, everything begins. */
export const bondBackupAtOther = kind('bond-backup-at-other', (random, addresses) => {
  const {stage} = failsOver(random, addresses, 'other port');
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 0})],
    absent: MOVED,
    ask: [stage.vip],
  }));
});

/** With `fail_over_mac=active`, the bond's MAC becomes that of the other port, and it announces it. */
export const bondBackupNewMac = kind('bond-backup-new-mac', (random, addresses) => {
  const at = between(random, 5, 9);
  const gap = between(random, 0.05, 0.9);
  const stage = new Stage(random, addresses, {length: at + gap + between(random, 6, 12)});
  const {a, b, vip} = stage;
  const advertises = random.oneIn(2);
  const router = {...stage.anyRouter(), interval: SECOND, priority: 150, source: stage.sourceOf(a)};
  const [before, after] = [a, b].map(port => stage.speaker(port, router));
  a.hold(vip);
  stage.talk(gap, {sort: 'ping', every: between(random, 0.05, 0.4) * SECOND});
  if (advertises) stage.at(0.02, () => before?.start());
  stage.at(at, () => a.crash());
  if (advertises) stage.at(at + gap + between(random, 0.001, 0.9), () => after?.start());
  stage.take(at + gap, b, {plan: {...gratuitous(random), count: whole(random, 1, 5)}});
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 1})],
    present: advertises
      ? [new RegExp(`${router.source}, which advertises it, changed its MAC from ${a.mac} to ${b.mac}`)]
      : [],
    absent: advertises ? [/TWO_OWNERS/, /took the address/] : [/TWO_OWNERS/],
    ask: [vip],
  }));
});
