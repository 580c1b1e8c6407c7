/**
 * What is worth knowing of an address and is no fault. Pure.
 *
 * @module
 */

import {isOfIpv6, isVirtualRouterMac} from '@vip/arp';
import {missingForm} from '@vip/arp/describe';
import {formatDuration} from '../duration-text.js';
import type {AddressFacts, Announcement, CaptureFacts, Mark} from './facts.js';
import type {Handovers} from './handovers.js';
import {isBefore, latest, routersOf} from './scope.js';

export type NoteCode =
  | 'ANYCAST'
  | 'CLOCK_STEPPED'
  | 'FIRST_CLAIM'
  | 'INVALID_ANNOUNCEMENT'
  | 'LATE_OLD_OWNER'
  | 'LOAD_SHARING'
  | 'MOVED_WITH_ITS_MAC'
  | 'NOBODY_READS_VRRP'
  | 'NOT_ASKED'
  | 'OUT_OF_ORDER'
  | 'PRIORITY_FELL'
  | 'PROBE_DEFENDED'
  | 'PROXY'
  | 'REQUESTS_ALONE'
  | 'REUSED'
  | 'TAUGHT_OTHER_MAC'
  | 'VIRTUAL_MACS_OF_ONE_NODE';

export interface Note {
  readonly code: NoteCode;
  readonly text: string;
  readonly frames: readonly number[];
}

interface Given {
  readonly capture: CaptureFacts;
  readonly address: AddressFacts;
  readonly changes: Handovers;
}

export function notesOf(given: Given): Note[] {
  return NOTES.flatMap(note => note(given));
}

const NOTES: readonly ((given: Given) => Note[])[] = [
  firstClaim,
  reused,
  notAsked,
  asides,
  taughtOtherMac,
  anycast,
  probeDefended,
  invalid,
  priorityFell,
  requestsAlone,
  migrated,
  nobodyReadsVrrp,
  clockStepped,
  outOfOrder,
];

function note(code: NoteCode, text: string, frames: readonly (number | undefined)[] = []): Note[] {
  return [{code, text, frames: frames.filter(frame => frame !== undefined)}];
}

/** Asked for in vain, and then a machine comes that has it: it booted, and took it from nobody. */
function firstClaim({address, changes: {handovers, first}}: Given): Note[] {
  if (handovers.length > 0 || first === undefined || first.by === 'traffic') return [];
  const before = address.questions.filter(asked => isBefore(asked, first) && asked.answer === undefined);
  const [asked] = before;
  if (asked === undefined || first.at - asked.at < SECOND_NS) return [];
  const times = before.length === 1 ? 'once' : `${before.length} times`;
  const text = `${first.mac} is the first to have it; it had been asked for ${times} in vain before.`;
  return note('FIRST_CLAIM', text, [asked.frame, first.frame]);
}

const SECOND_NS = 1_000_000_000n;

/** After such a silence another machine may well have been given the address. Nanoseconds. */
export const REUSE_NS = 60_000_000_000n;

/** Nothing was asked and nothing said of it for long: used again, and whether it was ever missed is not known. */
function reused({address, changes: {handovers}}: Given): Note[] {
  return handovers.flatMap(handover => {
    const last = lastSign(address, handover);
    if (!isReuse(address, handover) || last === undefined) return [];
    const silence = formatDuration(handover.at - last.at);
    const text = `Nothing was heard of it for ${silence} before ${handover.to} had it: it was used again, and nothing says that anybody missed it.`;
    return note('REUSED', text, [last.frame, handover.frame]);
  });
}

export function isReuse(address: AddressFacts, handover: Mark & {readonly dark?: unknown}): boolean {
  const last = lastSign(address, handover);
  if (last === undefined || handover.dark !== undefined || handover.at - last.at <= REUSE_NS) return false;
  // Who asks once a minute is not silent in between.
  const usual = address.senders.flatMap(({runs}) =>
    runs.filter(run => run.count > 1 && isBefore(run.first, handover)),
  );
  return !usual.some(({first, last: end, count}) => (end.at - first.at) / BigInt(count - 1) > REUSE_NS / 2n);
}

/** What was last seen of it, asked or said, before this. */
function lastSign({answers, senders, claimRuns, questions}: AddressFacts, mark: Mark): Mark | undefined {
  const marks = [
    ...answers.flatMap(({first, last}) => [first, last]),
    ...senders.flatMap(({runs}) => runs.flatMap(({first, last}) => [first, last])),
    ...claimRuns.flatMap(({first, last}) => [first, last]),
    ...questions,
  ].filter(one => isBefore(one, mark));
  return marks.reduce<Mark | undefined>(
    (latest, one) => (latest === undefined || isBefore(latest, one) ? one : latest),
    undefined,
  );
}

/** A pause around a handover that is worth a word. Nanoseconds. */
const LONG_PAUSE_NS = 2_000_000_000n;

/** Around a handover nobody asked, so that how long it was gone cannot be told from this. */
function notAsked({address, changes: {handovers}}: Given): Note[] {
  return handovers.flatMap(handover => {
    const {dark, keepsMac} = handover;
    const [lastOld, firstNew] = answersAround(address, handover);
    if (dark !== undefined || keepsMac || lastOld === undefined || firstNew === undefined) return [];
    const pause = firstNew.at - lastOld.at;
    if (pause < LONG_PAUSE_NS || isReuse(address, handover)) return [];
    const text = `Nothing was asked between frames ${lastOld.frame} and ${firstNew.frame} (${formatDuration(pause)}), so how long it was gone cannot be told.`;
    return note('NOT_ASKED', text, [lastOld.frame, firstNew.frame]);
  });
}

/** The last answer before it and the first after, whoever gave them: real servers answer for a director. */
function answersAround({answers}: AddressFacts, mark: Mark): [Mark | undefined, Mark | undefined] {
  const told = answers
    .flatMap(({firstAnswer, lastAnswer}) => [firstAnswer, lastAnswer])
    .filter(one => one !== undefined);
  const before = told.filter(one => isBefore(one, mark));
  const after = told.filter(one => !isBefore(one, mark));
  return [
    latest(before),
    after.reduce<Mark | undefined>(
      (first, one) => (first === undefined || isBefore(one, first) ? one : first),
      undefined,
    ),
  ];
}

function asides({address, changes}: Given): Note[] {
  const found: Note[][] = [];
  const late = changes.asides.filter(({what}) => what === 'late');
  for (const {mac, frame} of late.slice(0, 3)) {
    const told = address.questions.find(({answer}) => answer?.frame === frame);
    const whom = told === undefined ? '' : `, and told ${told.ip} so`;
    found.push(
      note('LATE_OLD_OWNER', `${mac} spoke for it once more in frame ${frame}, which was under way${whom}.`, [
        frame,
      ]),
    );
  }
  const sharing = changes.asides.find(({what}) => what === 'load-sharing');
  if (sharing !== undefined) {
    const text = `${sharing.mac} and ${sharing.other} are forwarders of one GLBP group, each for some of the clients: load sharing, and no conflict.`;
    found.push(note('LOAD_SHARING', text, [sharing.frame]));
  }
  const proxy = changes.asides.find(({what}) => what === 'proxy');
  const [other] = address.proxies;
  if (proxy !== undefined || other !== undefined) {
    const mac = other ?? proxy?.mac;
    found.push(
      note('PROXY', `${mac} answers for it as well, as it does for others: a proxy.`, [proxy?.frame]),
    );
  }
  const machine = changes.asides.find(
    ({what, mac, other: second}) =>
      what === 'same-machine' && isVirtualRouterMac(mac) && isVirtualRouterMac(second),
  );
  if (machine !== undefined) {
    const text =
      `${virtualName(machine.mac)} and ${virtualName(machine.other)} both answer for it: one machine with two virtual MACs. ` +
      'Set arp_ignore=1 on the interface of the other one.';
    found.push(note('VIRTUAL_MACS_OF_ONE_NODE', text, [machine.frame]));
  }
  return found.flat();
}

/** `00:00:5e:00:01:13 (VRRP 19 for IPv4)` */
function virtualName(mac: string): string {
  const id = Number.parseInt(mac.slice(-2), 16);
  return `${mac} (VRRP ${id} for ${mac.startsWith('00:00:5e:00:02:') ? 'IPv6' : 'IPv4'})`;
}

/** The node's own question, from its own MAC, is believed by whoever it asks. */
function taughtOtherMac({changes: {handovers, first}, address}: Given): Note[] {
  const owner = handovers.at(-1)?.to ?? first?.mac;
  if (owner === undefined || !isVirtualRouterMac(owner)) return [];
  for (const {ip, runs} of address.senders) {
    const other = runs.find(run => run.to !== undefined && !isVirtualRouterMac(run.to) && run.answered > 0);
    if (other === undefined) continue;
    const by = other.cause === undefined ? '' : ` (frame ${other.cause.frame} taught it)`;
    const text = `${ip} sends to ${other.to}, the machine's own MAC, and not to the virtual one${by}; it is answered, until another takes over.`;
    return note('TAUGHT_OTHER_MAC', text, [other.cause?.frame ?? other.first.frame]);
  }
  return [];
}

/** Advertisements without Override that answer: several have it on purpose (RFC 4861 §7.2.7). */
function anycast({address}: Given): Note[] {
  const [first] = address.doubleAnswers;
  if (first === undefined || !isOfIpv6(address.ip) || !address.isWithoutOverride) return [];
  return note('ANYCAST', `Several answer for it without Override: an anycast address.`, [
    first.question.frame,
    first.frame,
  ]);
}

/** RFC 5227: somebody wants the address, and its owner says that it is taken. */
function probeDefended({address, changes: {first, handovers}}: Given): Note[] {
  return address.probes.slice(0, 3).flatMap(probe => {
    const owner = handovers.findLast(one => isBefore(one, probe))?.to ?? first?.mac;
    if (owner === undefined || owner === probe.mac) return [];
    const defence = address.claimRuns.find(
      ({mac, first: from, last}) => mac === owner && !isBefore(last, probe) && from.at < probe.at + SECOND_NS,
    );
    const said =
      defence === undefined ? 'and nobody was heard to object' : `and ${owner}, who has it, was heard`;
    return note(
      'PROBE_DEFENDED',
      `${probe.mac} asked whether it is in use (frame ${probe.frame}), ${said}.`,
      [probe.frame],
    );
  });
}

function invalid({address: {invalid: all}}: Given): Note[] {
  const [first] = all;
  if (first === undefined) return [];
  const times = all.length === 1 ? '' : `, ${all.length} times`;
  const text = `Frame ${first.frame} announces it at ${first.mac}, which is no machine's MAC${times}: nobody can have believed it.`;
  return note('INVALID_ANNOUNCEMENT', text, [first.frame]);
}

/** A check failed, or a weight was taken away, and the address stayed where it was. */
function priorityFell({capture, address}: Given): Note[] {
  return routersOf(address, capture.routers).flatMap(router =>
    router.masters.flatMap(master => {
      const speaker = router.speakers.find(one => one.router === master.router);
      const fall = speaker?.changes.find(change => change.to < change.from && isBefore(master, change));
      if (fall === undefined) return [];
      const follower = router.masters.find(next => isBefore(fall, next) && next.router !== master.router);
      const within = follower !== undefined && follower.at - fall.at < 10n * router.intervalNs;
      if (within) return [];
      const text = `The priority of ${master.router} fell from ${fall.from} to ${fall.to} in frame ${fall.frame}, and nobody took over: a check failed there, or the others stay below (nopreempt, weights). The address is well, the service may not be.`;
      return note('PRIORITY_FELL', text, [fall.frame]);
    }),
  );
}

/** Some equipment takes only requests, some only replies. */
function requestsAlone({address: {announcements}}: Given): Note[] {
  const count = (form: string) =>
    announcements.filter((told: Announcement) => told.form.startsWith(form)).length;
  const missing = missingForm({requests: count('request'), replies: count('reply')});
  if (missing === undefined) return [];
  const [sent, other] = missing === 'reply' ? ['requests', 'replies'] : ['replies', 'requests'];
  const text = `It was announced by ${sent} alone; there is equipment that takes ${other} alone (rare).`;
  return note('REQUESTS_ALONE', text, [announcements[0]?.frame]);
}

/** A clock that was set makes nothing of what happened before later, or earlier. */
function clockStepped({capture: {clockSteps}}: Given): Note[] {
  return clockSteps.slice(0, 3).flatMap(({by, frame}) => {
    const [length, way] = by < 0n ? [-by, 'back'] : [by, 'forward'];
    const text = `The clock was set ${way} by about ${formatDuration(length)} before frame ${frame}; times after it are told as if it had not been.`;
    return note('CLOCK_STEPPED', text, [frame]);
  });
}

function outOfOrder({capture: {disorder}}: Given): Note[] {
  if (disorder === 0) return [];
  const places = disorder === 1 ? 'one place' : `${disorder} places`;
  return note('OUT_OF_ORDER', `The frames are out of order in ${places}; they were sorted by their time.`);
}

/** Advertisements that arrive where no daemon runs. */
function nobodyReadsVrrp({capture, address}: Given): Note[] {
  if (routersOf(address, capture.routers).length === 0) return [];
  return capture.deafRouters.flatMap(({by, frame, count}) => {
    const times = count === 1 ? '' : `, ${count} times`;
    return note(
      'NOBODY_READS_VRRP',
      `${by} says that nobody there reads VRRP, IP protocol 112 (frame ${frame})${times}: no daemon runs.`,
      [frame],
    );
  });
}

/** The whole machine moved: its hypervisor tells the switches by RARP. */
function migrated({capture, address, changes: {handovers, first}}: Given): Note[] {
  const macs = new Set([first?.mac, ...handovers.map(({to}) => to), ...address.answers.map(({mac}) => mac)]);
  const told = capture.rarps.filter(({mac, network}) => network === address.network && macs.has(mac));
  const [one] = told;
  if (one === undefined) return [];
  const text = `Frame ${one.frame} is a RARP of ${one.mac}: the machine that has the address moved with its MAC, as in a live migration.`;
  return note('MOVED_WITH_ITS_MAC', text, [one.frame]);
}
