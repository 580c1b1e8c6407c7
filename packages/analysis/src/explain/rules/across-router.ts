/**
 * A router that was captured on both sides: an outage where it has clients, in the light of what is said of the address in its own network.
 * What was not answered there either has one cause, and one verdict. What was is the router's own fault. Pure.
 *
 * @module
 */

import type {DarkStretch, Sender} from '../../conversations/facts.js';
import {type Finding, framesOf} from '../../findings/finding.js';
import {clause} from '../../findings/sentence.js';
import type {Unacknowledged} from '../../sessions/facts.js';
import type {AddressFacts} from '../facts.js';
import type {Handover} from '../handovers/handover.js';
import {overlaps} from '../scope.js';
import {cannotTell, type Draft, finding, type VerdictName} from '../verdict.js';
import {framesSpoken} from '../words/frame-naming.js';
import {formatDate} from '../words/moment-text.js';
import {placeText} from '../words/place-text.js';
import {RECOVERED} from './asked-alone.js';
import {routersBefore, routersText} from './behind-router.js';
import {outageText} from './outage-text.js';
import {ofRouter} from './router-fault.js';
import {blackholedThere} from './router-sessions.js';
import {darkOf, type Same, sameThere} from './same-beyond.js';
import type {OtherSide, Steady} from './steady-case.js';

type Given = Pick<Steady, 'address' | 'beyond' | 'capture'>;

/**
 * The draft about an outage, or what the address's own network shows in its place.
 *
 * @param askers those that missed something, if the draft is about a part of what was asked
 */
export function acrossRouter(
  given: Given,
  draft: Draft,
  dark: DarkStretch,
  askers?: readonly Sender[],
): Draft {
  const part = askers === undefined ? undefined : draft;
  const missing = askers ?? given.address.senders;
  return passedOn(given, dark, missing, part) ?? ofRouter(given, dark, missing)?.(draft) ?? draft;
}

/** Its questions were forwarded, and not answered in the address's own network either. @param part the draft, if it is about a part of what was asked */
export function passedOn(
  {address, beyond, capture}: Given,
  dark: DarkStretch,
  askers: readonly Sender[],
  part?: Draft,
): Draft | undefined {
  const words = part === undefined ? outageText(dark) : clause(part.evidence);
  const own = {words, frames: [dark.lastAnswer, dark.firstUnanswered, dark.firstAnswer]};
  for (const side of beyond) {
    const there = sameThere(address, side.address, askers, dark);
    const cause = there && causeThere(side, there);
    const blackholed = cause === undefined ? blackholedThere(side, capture, askers, dark) : undefined;
    if (blackholed !== undefined) return ofBlackholed(address, side, blackholed, own);
    if (there === undefined) continue;
    const consequence = part?.consequence ?? (dark.firstAnswer === undefined ? undefined : RECOVERED);
    return {
      ...toldThere(address, side, there, cause, own),
      ...(consequence === undefined ? {} : {consequence}),
    };
  }
  return undefined;
}

/** What the draft says of this side. */
interface Own {
  readonly words: string;
  readonly frames: Parameters<typeof finding>[2];
}

function toldThere(
  address: AddressFacts,
  side: OtherSide,
  there: Same,
  cause: Cause | undefined,
  own: Own,
): Draft {
  const {frames} = own;
  const place = placeText(side.address);
  const asked = framesSpoken(there.dark.firstUnanswered, there.dark.lastUnanswered);
  const passed =
    there.sender === undefined
      ? `Its answers come through ${routersText(routersBefore(address))}, and${place}, nobody was answered then either (${asked})`
      : `What was asked came through ${routersText(routersBefore(address))} (${asked}${place}), and was not answered there either`;
  const words = `${own.words}. ${passed}`;
  if (cause?.handover !== undefined && (cause.code === 'HEALTHY' || cause.code === 'CANNOT_TELL')) {
    const {to, frame, at} = cause.handover;
    const why = `the address changed owner there, to ${to} (frame ${frame})`;
    const judged = cause.code === 'HEALTHY' ? ', as it should' : ', and the verdict on that is CANNOT_TELL';
    const evidence = `${words}: ${why}${judged}.`;
    return cause.code === 'HEALTHY'
      ? {...finding('HEALTHY', evidence, frames, storyOf(place)), brief: `moved${place} at ${formatDate(at)}`}
      : cannotTell(unknownThere(place), evidence, frames, storyOf(place));
  }
  const verdict = cause === undefined ? '' : `: the verdict there is ${cause.code}`;
  const evidence = `${words}${verdict}.`;
  return cause?.code === 'CANNOT_TELL'
    ? cannotTell(unknownThere(place), evidence, frames, storyOf(place))
    : finding('OUTAGE', evidence, frames, storyOf(place));
}

function unknownThere(place: string): string {
  return `cause not known${place} either`;
}

/** The new owner does not know sessions of these clients. */
function ofBlackholed(
  address: AddressFacts,
  side: OtherSide,
  {first, last}: Unacknowledged,
  own: Own,
): Draft {
  const place = placeText(side.address);
  const routers = routersText(routersBefore(address));
  const words = `${own.words}. What was sent came through ${routers} (${framesSpoken(first, last)}${place}), and got nothing back there either: the verdict there is SESSIONS_BLACKHOLED`;
  return {...finding('OUTAGE', `${words}.`, own.frames, storyOf(place)), consequence: HANG};
}

const HANG = 'sessions from before the change of owner hang until their clients give up';

export function storyOf(place: string): string {
  return `The story of the address${place} says why.`;
}

interface Cause {
  readonly code: VerdictName;
  readonly handover?: Handover;
}

/** The verdict on a stretch: that on the change of owner that explains it, or on the stretch itself. */
function causeThere({address, handovers, findings}: OtherSide, {sender, dark}: Same): Cause | undefined {
  const isNear = (one: DarkStretch | undefined) => one !== undefined && overlaps(one, dark);
  const move = handovers.find(
    ({handover}) =>
      isNear(handover.dark) ||
      [...handover.senders, ...handover.outlived].some(one => one.sender === sender && isNear(one.dark)),
  );
  if (move !== undefined) return {code: move.finding.code, handover: move.handover};
  const own = [...address.dark, ...(sender === undefined ? [] : darkOf(sender))].filter(isNear);
  const isAbout = (found: Finding<VerdictName>) =>
    own.some(({firstUnanswered}) => framesOf(found).includes(firstUnanswered.frame));
  const found = findings.find(isAbout);
  return found && {code: found.code};
}
