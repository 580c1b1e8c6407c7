/**
 * The fates of sessions, in sentences.
 *
 * @module
 */

import {formatSocketAddress} from '@vip/arp';
import {formatDuration} from '../text/duration-text.js';
import type {TickleFate, TickleOutcome} from './outcomes.js';

/** Number of sessions with each outcome. */
export type OutcomeCounts = Readonly<Record<TickleFate, number>>;

export function outcomeCounts(outcomes: readonly TickleOutcome[]): OutcomeCounts {
  const counts = {reset: 0, gone: 0, alive: 0, answered: 0, silent: 0, refused: 0};
  for (const {fate} of outcomes) counts[fate]++;
  return counts;
}

/** `10.3.2.50:40112 was reset 0.12 ms after its tickle`; or why it was not. */
export function formatTickleOutcome(outcome: TickleOutcome): string {
  return `${formatSocketAddress(outcome.session.remote)} ${predicateOf(outcome)}`;
}

function predicateOf({fate, form, resetAfterNs, resetBy, reason, sent}: TickleOutcome): string {
  switch (fate) {
    case 'reset': {
      const when =
        resetAfterNs === undefined ? '' : ` ${formatDuration(resetAfterNs)} after its first tickle`;
      const way = form === 'syn-ack' ? ', after a SYN+ACK: it did not answer the ACK' : '';
      const whose = resetBy === 'vip' ? ', with a reset from vip, since the kernel sent none' : '';
      return `was reset${when}${way}${whose}`;
    }
    case 'gone':
      return 'no longer has this session';
    case 'alive':
      return 'was left alone: its session is alive on this machine';
    case 'answered':
      return `was not reset: it answered, and no reset left this machine${reason === undefined ? '' : ` (${reason})`}`;
    case 'silent':
      return `was not reset: it did not answer ${sent === 1 ? 'a tickle' : `${sent} tickles`} (it is gone, a firewall drops them, or its answers go to the old node)`;
    case 'refused':
      return `was not reset: nothing could be sent to it${reason === undefined ? '' : ` (${reason})`}`;
  }
}
