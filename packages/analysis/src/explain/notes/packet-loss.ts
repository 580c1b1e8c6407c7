/**
 * A share of the questions that was lost in many places. Pure.
 *
 * @module
 */

import {counted} from '../../text/count-text.js';
import {DEFAULT_THRESHOLD} from '../outages/outage-threshold.js';
import {packetLoss} from '../outages/packet-loss.js';
import {flicker} from '../rules/flicker.js';
import type {VerdictName} from '../verdict.js';
import {type Note, type NoteContext, note} from './note.js';

/** With other verdicts, it is not the path alone that loses questions. */
const BESIDE: ReadonlySet<VerdictName> = new Set(['HEALTHY', 'OUTAGE']);

export function questionsLost({address, changes, verdict}: NoteContext): Note[] {
  const {handovers, first: owner} = changes;
  // An address that comes and goes loses as much in as many places.
  const isOther = !BESIDE.has(verdict) || flicker(address, owner?.mac, DEFAULT_THRESHOLD) !== undefined;
  const loss = isOther ? undefined : packetLoss(address, handovers);
  if (loss === undefined) return [];
  const {answered, unanswered, lost, places, row} = loss;
  const [first] = places;
  const last = places.at(-1);
  const some = lost < unanswered ? `${lost} of them ` : '';
  const where = `in ${counted(places.length, 'place')} between frames ${first?.firstUnanswered.frame} and ${last?.lastUnanswered.frame}, never more than ${row} in a row`;
  const text = `${unanswered} of ${counted(answered + unanswered, 'question')} had no answer in time, ${some}${where}: a path that loses packets looks like that, or a machine that drops what is too much for it.`;
  return note(address, 'QUESTIONS_LOST', text, [first?.firstUnanswered.frame, last?.lastUnanswered.frame], {
    remedy: REMEDY,
  });
}

const REMEDY =
  'Look for what drops packets on the way: errors and drops of each port (ip -s link, ethtool -S, those of the switch), a full link or queue (tc -s qdisc), and on the node the drops of the socket (nstat, ss -m).';
