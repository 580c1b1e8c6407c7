/**
 * What happened to an address, in chronological order. Pure.
 *
 * @module
 */

import {CAUSE_WORDS} from '../cause-words.js';
import type {RouterFacts} from '../claims/router-facts.js';
import {roleIn} from '../claims/router-role.js';
import type {RunCause, SentRun} from '../conversations/facts.js';
import {counted, times} from '../count-text.js';
import {formatDuration} from '../duration-text.js';
import {largest} from '../extremes.js';
import {grouped} from '../grouped.js';
import type {Mark} from '../mark.js';
import {type AnnouncementSet, refreshPeriodNs, setsOf} from './announcement-sets.js';
import type {Tenure} from './claim-facts.js';
import {boundsText, darkText} from './dark-text.js';
import type {AddressFacts, CaptureFacts} from './facts.js';
import type {Handover, SenderStory} from './handovers.js';
import type {Explanation} from './judge.js';
import {routersOf} from './router-index.js';
import {stationsOf, sum, who} from './rules/case.js';
import {isBefore} from './scope.js';
import {loneStretches, wholeStretches} from './stretches.js';

export interface Happening extends Mark {
  readonly lastFrame: number;
  readonly text: string;
}

/** Maximum number of similar events told; the rest are counted. */
const MOST = 8;

export function storyOf(capture: CaptureFacts, {address, first, handovers}: Explanation): Happening[] {
  const changes = handovers.map(({handover}) => handover);
  const told = [
    ...masters(routersOf(address, capture.routers)),
    ...carp(capture.routers, address),
    ...owners(first, changes),
    ...announcements(address),
    ...dark(address),
    ...answers(address, changes),
    ...handovers.flatMap(({handover, finding: {code}}) => [
      // Where one in the middle passes on what he gets, what goes where says nothing of what anybody believes.
      ...(code === 'MAN_IN_THE_MIDDLE' ? [] : senders(handover)),
      ...disputes(handover),
    ]),
    ...askersAlone(address),
    ...probes(address),
    ...refusals(address),
    ...unansweredQuestions(address),
  ];
  return told.sort((a, b) => (isBefore(a, b) ? -1 : isBefore(b, a) ? 1 : 0));
}

function happening({at, frame}: Mark, text: string, lastFrame = frame): Happening {
  return {at, frame, lastFrame, text};
}

function masters(routers: readonly RouterFacts[]): Happening[] {
  return routers.flatMap(router => {
    const {protocol, id, intervalNs, speakers} = router;
    const name = `${protocol} ${id}`;
    const preference = protocol === 'CARP' ? 'skew' : 'priority';
    return [
      ...limited(router.masters, ({at, frame, router: ip, priority, last, resigned}) => {
        const more = resigned ? ', and resigned' : '';
        const every = formatDuration(intervalNs);
        return happening(
          {at, frame},
          `${ip} is ${roleIn(protocol)} of ${name}: ${preference} ${priority}, every ${every}, to frame ${last.frame}${more}`,
        );
      }),
      ...limited(router.rivalries, ({at, frame, rival, last, count}) =>
        happening({at, frame}, `${rival} advertises ${name} as well, ${times(count)}`, last.frame),
      ),
      ...limited(router.masterless, ({at, frame, last}) =>
        happening({at, frame}, `no advertisement of ${name} for ${formatDuration(last.at - at)}`, last.frame),
      ),
      ...speakers.flatMap(({router: ip, changes}) =>
        limited(changes, ({at, frame, from, to}) =>
          happening(
            {at, frame},
            `the ${preference} of ${ip} ${to < from ? 'falls' : 'rises'} from ${from} to ${to}`,
          ),
        ),
      ),
    ];
  });
}

/** The addresses of a CARP host are known only with the password. */
function carp(routers: readonly RouterFacts[], address: AddressFacts): Happening[] {
  const {network} = address;
  const told = routersOf(address, routers);
  const own = routers.filter(
    router => router.protocol === 'CARP' && router.network === network && !told.includes(router),
  );
  return own.flatMap(({id, masters: all, intervalNs}) =>
    limited(all, ({at, frame, router, last}) =>
      happening(
        {at, frame},
        `${router} is master of CARP ${id}: every ${formatDuration(intervalNs)}, to frame ${last.frame}`,
      ),
    ),
  );
}

function owners(first: Tenure | undefined, changes: readonly Handover[]): Happening[] {
  return [
    ...(first === undefined ? [] : [happening(first, `${first.mac} has the address (${BY[first.by]})`)]),
    ...limited(changes, handover => happening(handover, ownerText(handover))),
  ];
}

const BY: Readonly<Record<Tenure['by'], string>> = {
  announcement: 'it announces it',
  answer: 'it answers for it',
  question: 'it asks from it',
  advertisement: 'it advertises it',
  traffic: 'its neighbours send to it',
  speech: 'it sends from it',
};

function ownerText({to, from, how, by, isReturn, keepsMac, fromRouter, toRouter, role}: Handover): string {
  if (keepsMac) return `${toRouter} becomes ${role} after ${fromRouter}; the MAC stays ${to}`;
  if (how === 'conflict') return `${from} and ${to} both claim it`;
  const verb = isReturn ? 'has it again' : 'takes it';
  const flap = how === 'flap' ? '; it flaps' : '';
  const former = from === undefined ? '' : `, after ${from}`;
  return `${to} ${verb}${former} (${BY[by]})${flap}`;
}

function announcements({announcements: all, beyond}: AddressFacts): Happening[] {
  const lines = [...grouped(all, ({mac}) => mac).values()].flatMap(own => tellSets(setsOf(own)));
  const last = all.at(-1);
  if (beyond.announcements > 0 && last !== undefined)
    lines.push(happening(last, `and ${counted(beyond.announcements, 'more announcement')}`));
  return lines;
}

/** A periodic refresh is told once, with its period. */
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
  return `${mac} announces it ${times(count)}: ${forms.join(', ')}${as}${foreign}`;
}

function dark(address: AddressFacts): Happening[] {
  return limited(wholeStretches(address), stretch =>
    happening(
      stretch.firstUnanswered,
      `${darkText(stretch)} (the outage: ${boundsText(stretch)})`,
      stretch.lastUnanswered.frame,
    ),
  );
}

/** Each answer is told once, even if another handover follows before anything is answered again. */
function answers(address: AddressFacts, changes: readonly Handover[]): Happening[] {
  const told = new Map<number, Happening>();
  const tell = (mark: Mark | undefined, text: string) => {
    if (mark !== undefined && !told.has(mark.frame)) told.set(mark.frame, happening(mark, text));
  };
  for (const {lastOld, firstNew, from, to} of changes.slice(0, MOST)) {
    tell(lastOld, `last answer of ${from}`);
    tell(firstNew, `first answer of ${to}`);
  }
  for (const {lastAnswer, firstAnswer} of wholeStretches(address).slice(0, MOST)) {
    tell(lastAnswer, 'last answer before that');
    tell(firstAnswer, 'answered again');
  }
  return [...told.values()];
}

function senders(handover: Handover): Happening[] {
  const stuck = handover.senders.filter(({stale}) => stale.length > 0);
  return limited(byStation(stuck), stories => {
    const runs = stories.flatMap(({stale}) => stale).sort((a, b) => a.first.frame - b.first.frame);
    const last = largest(runs.map(run => run.last.frame));
    return happening(runs[0]?.first ?? handover, staleText(stories, runs, last), last);
  });
}

/** Senders behind one router count as the router. */
function byStation(stories: readonly SenderStory[]): [SenderStory, ...SenderStory[]][] {
  const groups = new Map<string, [SenderStory, ...SenderStory[]]>();
  for (const story of stories) {
    const {mac, ip} = story.sender;
    const key = `${mac ?? ip} ${story.stale[0]?.to} ${story.followed === undefined} ${story.cause?.what}`;
    const own = groups.get(key);
    if (own === undefined) groups.set(key, [story]);
    else own.push(story);
  }
  return [...groups.values()];
}

function staleText(
  stories: readonly [SenderStory, ...SenderStory[]],
  stale: readonly SentRun[],
  lastFrame: number,
): string {
  const [{followed, cause}] = stories;
  const frames = sum(stale, ({count}) => count);
  const answered = sum(stale, run => run.answered);
  const end = followed === undefined ? 'to the end' : `until frame ${lastFrame}, ${endedBy(cause)}`;
  const senders = stories.map(({sender}) => sender);
  const verb = stationsOf(senders).length === 1 ? 'goes' : 'go';
  return `${who(senders)} ${verb} on to ${stale[0]?.to}: ${counted(frames, 'frame')}, ${counted(answered, 'answer')}, ${end}`;
}

function endedBy(cause: RunCause | undefined): string {
  const words = `ended by ${CAUSE_WORDS[cause?.what ?? 'unexplained'].noun}`;
  return cause === undefined || cause.isCertain ? words : `probably ${words}`;
}

/** Who was not answered while others were. */
function askersAlone(address: AddressFacts): Happening[] {
  const alone = loneStretches(address).filter(({dark: {questions}}) => questions > 1);
  return limited(alone, ({sender, dark: stretch}) =>
    happening(
      stretch.firstUnanswered,
      `for ${who([sender])} ${darkText(stretch)} (the outage: ${boundsText(stretch)})`,
      stretch.lastUnanswered.frame,
    ),
  );
}

function disputes({disputes: all}: Handover): Happening[] {
  return limited(all, dispute =>
    happening(dispute, `${dispute.mac} claims it besides ${dispute.from} (${BY[dispute.by]})`),
  );
}

function probes({probes: all}: AddressFacts): Happening[] {
  return limited(all, probe => happening(probe, `${probe.mac} probes whether it is in use`));
}

function refusals({refusals: all}: AddressFacts): Happening[] {
  return limited(all, ({at, frame, by, to, reason, count}) =>
    happening({at, frame}, `${by} tells ${to}: ${reason}${count === 1 ? '' : `, ${times(count)}`}`),
  );
}

/** Several senders at once, or one that asks often, take one line. */
function unansweredQuestions({questions, tenures, answers: given}: AddressFacts): Happening[] {
  const [first] = questions;
  if (tenures.length > 0 || given.length > 0 || first === undefined) return [];
  const last = questions.at(-1) ?? first;
  return [happening(first, `asked for ${times(questions.length)}, without an answer`, last.frame)];
}

function limited<T>(all: readonly T[], tell: (one: T, index: number) => Happening): Happening[] {
  const told = all.slice(0, MOST).map(tell);
  const last = told.at(-1);
  if (all.length > MOST && last !== undefined)
    told.push({...last, text: `and ${all.length - MOST} more like it`});
  return told;
}
