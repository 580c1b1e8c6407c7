/**
 * Whether the address was announced at all, and before every neighbour had found out by itself.
 *
 * @module
 */

import {SILENT_INTERVALS} from '../../claims/heard-through.js';
import {sum} from '../../collections/sum.js';
import {sentence} from '../../findings/sentence.js';
import {CAUSE_WORDS} from '../../neighbour-cache/cause-words.js';
import {counted} from '../../text/count-text.js';
import {formatDuration} from '../../text/duration-text.js';
import type {Announcement} from '../claim-facts.js';
import type {Pause} from '../frames/pauses.js';
import type {SenderStory} from '../handovers/handover.js';
import {routersOf} from '../handovers/router-index.js';
import {isToldUnasked} from '../handovers/told-answers.js';
import {isBefore} from '../scope.js';
import {LONG_NS, MANY} from '../significance.js';
import {cannotTell, type Draft} from '../verdict.js';
import {announcementFinding, darkWords, LOCKTIME_NS} from './announcement.js';
import {areDestinationsUnseen} from './asked-alone.js';
import {type Case, couldAnnounce, names, runsTo, unanswered, type VerdictRule} from './case.js';

/** No announcement, or only after every neighbour had found out by itself. */
export const noAnnouncement: VerdictRule = given => {
  const {handover} = given;
  if (handover.keepsMac || !couldAnnounce(given)) return undefined;
  const [first] = handover.announcements;
  if (first === undefined && given.address.beyond.announcements > 0) return notKept(handover);
  const found = handover.senders.filter(({cause}) => cause !== undefined && cause.what !== 'announcement');
  const stuck = handover.senders.filter(({stale}) => stale.length > 0);
  const followers = handover.senders.filter(({followed}) => followed !== undefined);
  const isLate =
    first !== undefined &&
    (isAfterAll(stuck, first) ||
      (first.at - handover.at >= LONG_NS && handover.dark !== undefined && isAfterAll(followers, first)));
  if (first !== undefined && !isLate) return undefined;
  if (handover.senders.length === 0 && isBrief(handover)) return undefined;
  if (isUnserved(given)) return undefined;
  const pause = first === undefined && stuck.length === 0 ? pauseBefore(given) : undefined;
  if (pause !== undefined) return movedUnseen(handover, pause);
  const verdict = handover.isReturn ? 'SILENT_FAILBACK' : 'NO_ANNOUNCEMENT';
  const again = handover.isReturn ? 'had the address again' : 'took the address';
  const late =
    first === undefined ? '' : ` until frame ${first.frame}, by which time every neighbour had found out`;
  const isCertain = found.some(({cause}) => cause?.isCertain === true);
  const how =
    found.length === 0
      ? ''
      : ` ${sentence(`${names(found)} ${isCertain ? 'found' : 'probably found'} out by ${causes(found)}`)}`;
  const stale = stuck.flatMap(story => story.stale);
  const went =
    stale.length === 0
      ? ''
      : ` ${counted(
          sum(stale, ({count}) => count),
          'frame',
        )} went to another MAC meanwhile.`;
  const dark = darkWords(handover);
  // The next sentence begins with it.
  const lost = how === '' && dark !== '' ? went.replace(' meanwhile', '') : went;
  const words = `${handover.to} ${again} and sent no announcement seen here${late}.${lost}${how}`;
  const frames = [handover.frame, stale[0]?.first.frame, found[0]?.cause?.frame];
  const draft = announcementFinding(given, verdict, words + dark, frames);
  if (stuck.length > 0 || !isToldOneByOne(given, found)) return draft;
  return handover.dark === undefined && found.length > 0
    ? machineOrPort(handover, found, draft)
    : {...draft, ...oneByOne(draft)};
};

/** Only unsolicited answers are seen: a bond that balances its clients sends these when a port fails or returns. */
function isToldOneByOne({address, handover}: Case, found: readonly SenderStory[]): boolean {
  return isToldUnasked(address, handover) && found.every(({cause}) => cause?.what === 'unasked-answer');
}

/** Nothing was lost, and each client was told alone: whether the two MACs are one machine does not show. */
function machineOrPort(
  {from, to, frame}: Case['handover'],
  found: readonly SenderStory[],
  draft: Draft,
): Draft {
  const told = found[0]?.cause?.frame ?? frame;
  const evidence = `${names(found)} ${found.length === 1 ? 'was' : 'were'} told unasked that the address is at ${to}, no longer at ${from} (frame ${told}), and nothing was lost. Either both MACs belong to one machine, a bond in mode balance-alb that moves its clients from port to port in this way, or ${to} took the address and announced it to nobody else, or it deceives its neighbours`;
  return cannotTell(
    'a takeover, or one machine with two MACs',
    sentence(evidence),
    draft.frames,
    oneByOne(draft).remedy,
  );
}

function oneByOne({remedy}: Draft): Pick<Draft, 'consequence' | 'remedy'> {
  return {
    consequence: 'clients that have not been told keep sending to the old owner until their entries time out',
    remedy: `If both MACs belong to one machine (a bond in mode balance-alb announces a different one to each client), there is nothing to do. Otherwise: ${remedy}`,
  };
}

/** There were announcements, but only after every neighbour had found out by itself. */
function isAfterAll(stories: Case['handover']['senders'], first: Announcement): boolean {
  return (
    stories.length > 0 &&
    stories.every(({followed}) => followed !== undefined && isBefore(followed.first, first))
  );
}

/** A flood of announcements left no room for this one. */
function notKept({to, frame}: Case['handover']): Draft {
  const words = `${to} took the address; so much is announced in this capture that it is not known whether this address was`;
  const remedy = 'Explain this address alone (--ip), which leaves room for all of its announcements.';
  return cannotTell('too many announcements to keep', `${words}.`, [frame], remedy);
}

/**
 * The pause without any frame that ended with the first sign of the new owner, if it is longer than routers go without advertising whoever is
 * master: the capture was blind then, as at a machine whose link was down.
 */
export function pauseBefore({
  capture,
  address,
  handover,
}: Pick<Case, 'capture' | 'address' | 'handover'>): Pause | undefined {
  const advertised = routersOf(address, capture.routers).filter(({masters}) => masters.length > 1);
  return capture.pauses.find(({from, to}) =>
    advertised.some(
      ({intervalNs}) =>
        to - from > BLIND_INTERVALS * intervalNs &&
        to <= handover.at &&
        handover.at - to <= SILENT_INTERVALS * intervalNs,
    ),
  );
}

/** More than a backup waits before it takes over. */
const BLIND_INTERVALS = 6n;

function movedUnseen({to, frame}: Case['handover'], pause: Pause): Draft {
  const length = formatDuration(pause.to - pause.from);
  const words = `${to} has the address from frame ${frame} on; no frame at all was captured in the ${length} before, not even the advertisements that are due, so it is not known when it took the address and whether it announced that`;
  return cannotTell('nothing captured when it moved', `${words}.`, [frame]);
}

/** The senders that found out asked the new owner in vain: an announcement would not have helped. */
function isUnserved({address, handover: {senders, to}}: Case): boolean {
  const runs = runsTo(senders, areDestinationsUnseen(address) ? undefined : to);
  return sum(runs, unanswered) >= MANY && runs.every(({answered}) => answered === 0);
}

/** Over before anything of it could be seen. */
function isBrief({at, until}: Case['handover']): boolean {
  return until !== undefined && until.at - at < LOCKTIME_NS;
}

/** How they found out: for each, the most certain of the possible causes. */
function causes(found: Case['handover']['senders']): string {
  const whats = found.flatMap(({cause}) => (cause === undefined ? [] : [cause.what]));
  const what = (['own-question', 'unasked-answer', 'side-traffic'] as const).find(one => whats.includes(one));
  return CAUSE_WORDS[what ?? 'side-traffic'].gerund;
}
