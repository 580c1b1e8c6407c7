/**
 * Notes about what was sent through an address, which is a gateway. Pure.
 *
 * @module
 */

import {worstBy} from '../../outages/outage.js';
import {DEFAULT_THRESHOLD, isOutage} from '../outages/outage-threshold.js';
import {missedSentence, reportOf, unexplained} from '../rules/gateway.js';
import {type Note, type NoteContext, note} from './note.js';

/** What was sent through it to one address had no answer, which need not be the fault of this one: the longest stretch. */
export function gatewayUnanswered({address, changes, verdict}: NoteContext): Note[] {
  const missed = unexplained(address, changes.handovers).filter(
    ({dark}) => dark.lastAnswer !== undefined && isOutage(dark, DEFAULT_THRESHOLD),
  );
  const worst = worstBy(missed, ({dark}) => dark.bounds);
  if (worst === undefined || verdict === 'OUTAGE') return [];
  // To any of those that asked for the same.
  const [report] = missed.filter(({path}) => path.to === worst.path.to).flatMap(one => reportOf(one) ?? []);
  const blame =
    report === undefined
      ? 'Whether this gateway, the path behind it or that machine is to blame is not known.'
      : `The gateway reported ${report.text}.`;
  const text = `${missedSentence(worst)} ${blame}`;
  const {firstUnanswered, lastUnanswered} = worst.dark;
  return note(address, 'GATEWAY_UNANSWERED', text, [firstUnanswered.frame, lastUnanswered.frame]);
}
