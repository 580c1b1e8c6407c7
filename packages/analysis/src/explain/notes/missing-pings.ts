/**
 * Pings that a client sent, by their numbers, and that are not in the capture. Pure.
 *
 * @module
 */

import type {MissingPings, Sender} from '../../conversations/facts.js';
import {counted} from '../../text/count-text.js';
import {formatDuration} from '../../text/duration-text.js';
import type {AddressFacts} from '../facts.js';
import {type Note, type NoteContext, note} from './note.js';

/** Where nothing else explains them: no change of owner, no outage, no other path in this capture. */
export function missingPings({capture, address, changes}: NoteContext): Note[] {
  const {senders, dark} = address;
  const elsewhere = capture.addresses.filter(({ip}) => ip === address.ip);
  const all = senders.flatMap(sender => {
    const {missing} = sender;
    if (missing === undefined) return [];
    const isIn = ({at}: {readonly at: bigint}) => at > missing.before.at && at < missing.after.at;
    const isDark = [...dark, ...sender.dark].some(
      ({firstUnanswered, lastUnanswered}) =>
        firstUnanswered.at < missing.after.at && lastUnanswered.at > missing.before.at,
    );
    if (isDark || changes.handovers.some(isIn) || isSeenElsewhere(elsewhere, sender, missing)) return [];
    return [{sender, missing}];
  });
  const [first] = all.sort((a, b) => b.missing.count - a.missing.count);
  return first === undefined ? [] : told(address, first);
}

function told(
  address: AddressFacts,
  {sender, missing}: {readonly sender: Sender; readonly missing: MissingPings},
): Note[] {
  const {count, before, after} = missing;
  const length = formatDuration(after.at - before.at);
  const text = `${counted(count, 'ping')} of ${sender.ip} are not in this capture: their numbers are missing between frames ${before.frame} and ${after.frame} (${length}), while it went on at its pace. They were lost before they got here, or took another path.`;
  return note(address, 'PINGS_MISSING', text, [before.frame, after.frame]);
}

/** Whether the same client went on over another MAC or in another network of this capture. */
function isSeenElsewhere(
  all: readonly AddressFacts[],
  sender: Sender,
  {before, after}: MissingPings,
): boolean {
  const others = all.flatMap(({senders}) => senders).filter(one => one !== sender && one.ip === sender.ip);
  return others.some(({runs}) => runs.some(({first, last}) => first.at < after.at && last.at > before.at));
}
