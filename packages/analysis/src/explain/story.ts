/**
 * What happened to an address, in order: dated sentences out of its facts. Pure.
 *
 * @module
 */

import {formatDuration} from '../duration-text.js';
import {type AnnouncementSet, refreshPeriodNs, setsOf} from './announcement-sets.js';
import type {AddressFacts, Announcement, CaptureFacts, Mark, RouterFacts, Tenure} from './facts.js';
import {type Handover, routersOf, type SenderStory} from './handovers.js';
import type {JudgedHandover} from './judge.js';

/** A sentence, when, and from which frame to which. */
export interface Happening extends Mark {
  readonly lastFrame: number;
  readonly text: string;
}

/** Of each kind so many are told, and how many more there were. */
const MOST = 6;

export function storyOf(
  capture: CaptureFacts,
  address: AddressFacts,
  judged: readonly JudgedHandover[],
): Happening[] {
  const handovers = judged.map(({handover}) => handover);
  const told = [
    ...masters(routersOf(address, capture.routers)),
    ...carp(capture.routers, address),
    ...owners(address, handovers),
    ...announcements(address),
    ...handovers.flatMap(handover => [...answers(handover), ...senders(handover), ...disputes(handover)]),
    ...probes(address),
    ...unansweredQuestions(address),
  ];
  return told.sort((a, b) => a.frame - b.frame);
}

function happening({at, frame}: Mark, text: string, lastFrame = frame): Happening {
  return {at, frame, lastFrame, text};
}

function masters(routers: readonly RouterFacts[]): Happening[] {
  return routers.flatMap(router => {
    const {protocol, id, intervalNs} = router;
    return limited(router.masters, ({at, frame, router: ip, priority, last, resigned}) => {
      const more = resigned ? ', and resigned' : '';
      const text = `${ip} is master of ${protocol} ${id}: priority ${priority}, every ${formatDuration(intervalNs)}, to frame ${last.frame}${more}`;
      return happening({at, frame}, text);
    });
  });
}

/** Which addresses a CARP host is for is a secret of those that know the password. */
function carp(routers: readonly RouterFacts[], {network}: AddressFacts): Happening[] {
  const own = routers.filter(router => router.protocol === 'CARP' && router.network === network);
  return own.flatMap(({id, masters: all, intervalNs}) =>
    limited(all, ({at, frame, router, last}) =>
      happening(
        {at, frame},
        `${router} is master of CARP ${id}: every ${formatDuration(intervalNs)}, to frame ${last.frame}`,
      ),
    ),
  );
}

function owners({tenures}: AddressFacts, handovers: readonly Handover[]): Happening[] {
  const [first] = tenures;
  const begins = first === undefined || handovers.some(({frame}) => frame === first.frame) ? [] : [first];
  return [
    ...begins.map(tenure => happening(tenure, `${tenure.mac} has the address (${BY[tenure.by]})`)),
    ...handovers.map(handover => happening(handover, ownerText(handover))),
  ];
}

const BY: Readonly<Record<Tenure['by'], string>> = {
  announcement: 'it announces it',
  answer: 'it answers for it',
  question: 'it asks from it',
  advertisement: 'it advertises it',
};

function ownerText({to, from, how, by, isReturn, keepsMac}: Handover): string {
  if (keepsMac) return `another master, the same MAC ${to}`;
  const verb = isReturn ? 'has it again' : 'takes it';
  const flap = how === 'flap' ? '; it goes to and fro' : '';
  const former = from === undefined ? '' : ` from ${from}`;
  return `${to} ${verb}${former} (${BY[by]})${flap}`;
}

function announcements({announcements: all, beyond}: AddressFacts): Happening[] {
  const lines = [...groupByMac(all).values()].flatMap(own => tellSets(setsOf(own)));
  const last = all.at(-1);
  if (beyond.announcements > 0 && last !== undefined)
    lines.push(happening(last, `and ${beyond.announcements} announcements more`));
  return lines;
}

function groupByMac(all: readonly Announcement[]): Map<string, Announcement[]> {
  const groups = new Map<string, Announcement[]>();
  for (const announcement of all) {
    const group = groups.get(announcement.mac);
    if (group === undefined) groups.set(announcement.mac, [announcement]);
    else group.push(announcement);
  }
  return groups;
}

/** A refresh is told once, with its period. */
function tellSets(sets: readonly AnnouncementSet[]): Happening[] {
  const period = refreshPeriodNs(sets);
  const [first] = sets;
  const last = sets.at(-1);
  if (period !== undefined && first !== undefined && last !== undefined && sets.length > MOST) {
    const text = `${setText(first)}; ${sets.length} times, every ${formatDuration(period)}`;
    return [happening(first.first, text, last.last.frame)];
  }
  return limited(sets, (set, index) => {
    const former = sets[index - 1];
    const after =
      former === undefined ? '' : `, ${formatDuration(set.first.at - former.first.at)} after the last set`;
    return happening(set.first, setText(set) + after, set.last.frame);
  });
}

function setText({mac, count, forms, first}: AnnouncementSet): string {
  const speakers = first.dialect?.speakers.slice(0, 3).map(({name}) => name) ?? [];
  const as = speakers.length === 0 || forms.length > 1 ? '' : ` (as ${speakers.join(', ')})`;
  const foreign = first.source !== undefined && first.source !== mac ? `, sent from ${first.source}` : '';
  return `${mac} announces it ${count === 1 ? 'once' : `${count} times`}: ${forms.join(', ')}${as}${foreign}`;
}

function answers({lastOld, firstNew, from, to, holeNs}: Handover): Happening[] {
  const hole = holeNs === undefined || holeNs < 0n ? '' : `; nothing answered for ${formatDuration(holeNs)}`;
  return [
    ...(lastOld === undefined ? [] : [happening(lastOld, `last answer of ${from}`)]),
    ...(firstNew === undefined ? [] : [happening(firstNew, `first answer of ${to}${hole}`)]),
  ];
}

function senders(handover: Handover): Happening[] {
  const stuck = handover.senders.filter(({stale}) => stale.length > 0);
  const lost = handover.senders.filter(story => story.stale.length === 0 && lostBefore(story) > 0);
  return [
    ...limited(stuck, story =>
      happening(
        (story.stale[0] ?? story.sender.runs[0])?.first ?? handover,
        staleText(story),
        story.stale.at(-1)?.last.frame,
      ),
    ),
    ...limited(lost, story =>
      happening(story.before?.first ?? handover, lostText(story, handover), story.before?.last.frame),
    ),
  ];
}

function staleText({sender, stale, followed, cause}: SenderStory): string {
  const frames = stale.reduce((total, {count}) => total + count, 0);
  const answered = stale.reduce((total, run) => total + run.answered, 0);
  const end =
    followed === undefined
      ? 'to the end'
      : `until frame ${stale.at(-1)?.last.frame}, ended by ${CAUSE[cause?.what ?? 'unknown']}`;
  return `${sender.ip} goes on to ${stale[0]?.to}: ${frames} frames, ${answered} answered, ${end}`;
}

const CAUSE = {
  announcement: 'an announcement',
  'own-question': 'its own question',
  'side-traffic': 'a question it overheard',
  unknown: 'something not seen here',
} as const;

/** Frames to the old owner that nobody answered, before another was heard of. */
function lostBefore({before}: SenderStory): number {
  return before === undefined ? 0 : before.count - before.answered;
}

function lostText(story: SenderStory, {from}: Handover): string {
  const end = story.cause === undefined ? '' : `, until ${CAUSE[story.cause.what]}`;
  const since = story.before?.lastAnswer === undefined ? '' : ` after frame ${story.before.lastAnswer.frame}`;
  return `${story.sender.ip} sends ${lostBefore(story)} frames to ${from ?? story.before?.to} without an answer${since}${end}`;
}

function disputes({disputes: all, how, from, to, at, frame}: Handover): Happening[] {
  const first = how === 'conflict' ? [happening({at, frame}, `${from} and ${to} both claim it`)] : [];
  return [
    ...first,
    ...limited(all, dispute =>
      happening(dispute, `${dispute.mac} claims it besides ${dispute.from} (${BY[dispute.by]})`),
    ),
  ];
}

function probes({probes: all}: AddressFacts): Happening[] {
  return limited(all, probe => happening(probe, `${probe.mac} probes whether it is in use`));
}

/** Several that ask at once, or one that asks often, are one line. */
function unansweredQuestions({questions, tenures, answers: given}: AddressFacts): Happening[] {
  if (tenures.length > 0 || given.length > 0) return [];
  const [first] = questions;
  if (first === undefined) return [];
  const last = questions.at(-1) ?? first;
  return [happening(first, `asked for ${questions.length} times, and nobody answers`, last.frame)];
}

function limited<T>(all: readonly T[], tell: (one: T, index: number) => Happening): Happening[] {
  const told = all.slice(0, MOST).map(tell);
  const last = told.at(-1);
  if (all.length > MOST && last !== undefined)
    told.push({...last, text: `and ${all.length - MOST} times more`});
  return told;
}
