/**
 * Whether neighbours ignored the announcement.
 *
 * @module
 */

import {sum} from '../../collections/sum.js';
import {counted, listed} from '../../text/count-text.js';
import type {Announcement} from '../claim-facts.js';
import {worstAround} from '../outages/worst-outage.js';
import {cannotTell} from '../verdict.js';
import {announcementFinding, darkWords, doubters, obeysLocktime} from './announcement.js';
import {askedAgain, type Case, stuckAfter, type VerdictRule} from './case.js';

/**
 * The address was announced, but neighbours kept sending to another MAC until something else corrected them,
 * or until the end.
 */
export const ignored: VerdictRule = given => {
  const {handover} = given;
  const set = handover.sets.at(-1);
  const [first] = handover.sets;
  if (set === undefined || first === undefined) return undefined;
  const doubting = doubters(given, first);
  if (doubting.length === 0) return undefined;
  const whom = listed(doubting.map(({name}) => name));
  const stale = stuckAfter(handover, first.last).flatMap(story => story.stale);
  const [again] = askedAgain(given, first.last);
  const sent =
    stale.length === 0
      ? ''
      : `: ${counted(
          sum(stale, ({count}) => count),
          'frame',
        )} went to ${stale[0]?.to}`;
  const asked = again === undefined ? '' : `; ${again.who} asked for it again in frame ${again.frame}`;
  if (isAnnouncersView(given) && !first.forms.every(form => isIgnorable(handover.announcements, form))) {
    const words =
      `Announced from frame ${first.first.frame} on, and ${whom} did not follow${asked}; whether it was lost on ` +
      'the way or ignored cannot be seen at the sender';
    return cannotTell('not seen whether the announcement arrived', `${words}.`, [
      first.first.frame,
      again?.frame,
    ]);
  }
  const words = `Announced from frame ${first.first.frame} on (${first.forms.join(', ')}), and ${whom} ignored it${sent}${asked}`;
  const isComplete =
    first.forms.includes('reply-self') && first.forms.some(form => form.startsWith('request'));
  const remedy = isComplete ? EVERY_FORM : undefined;
  const frames = [first.first.frame, stale[0]?.first.frame, again?.frame];
  const evidence = `${words}.${darkWords(handover)}`;
  const draft = announcementFinding(given, 'ANNOUNCED_BUT_IGNORED', evidence, frames, remedy);
  // An outage of one asker names that asker.
  if (worstAround(handover)?.sender !== undefined) return draft;
  const by = doubting.length > 1 ? counted(doubting.length, 'neighbour') : doubting[0]?.short;
  return {...draft, brief: `ignored by ${by}`};
};

/** No other form is left to try. */
const EVERY_FORM =
  'Both forms were sent, so check the neighbours that ignored them: drop_gratuitous_arp, ARP inspection, static entries, or a ' +
  'network that did not deliver them.';

function isIgnorable(announcements: readonly Announcement[], form: string): boolean {
  const dialect = announcements.find(announcement => announcement.form === form)?.dialect;
  return form === 'na-no-override' || (dialect !== undefined && obeysLocktime(dialect));
}

/** Every captured frame is from the new owner or to it: the capture was made there. */
function isAnnouncersView({address, handover}: Case): boolean {
  const {senders} = address;
  return senders.every(({runs}) => runs.every(({to}) => to === undefined || to === handover.to));
}
