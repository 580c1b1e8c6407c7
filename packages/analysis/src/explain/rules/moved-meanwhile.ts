/**
 * Other addresses that changed owner as one fell silent. If one node had all of them, that one was left behind; nothing but its MAC, which may
 * differ from VLAN to VLAN, would show that.
 *
 * @module
 */

import type {DarkStretch} from '../../conversations/facts.js';
import {stretch} from '../../events/ordered-events.js';
import {listed} from '../../text/count-text.js';
import {formatDuration} from '../../text/duration-text.js';
import {TOGETHER_NS} from '../collect/reported/machine-moves.js';
import {placeText} from '../words/place-text.js';
import type {Steady} from './steady-case.js';
import {HOLD_NS} from './takeover-unseen.js';

/** `; 10.0.10.5 on VLAN 10 changed owner 3100 ms later (frame 512)...`; empty if none did, or the outage ended. */
export function movedMeanwhile(
  {moves, handovers}: Pick<Steady, 'moves' | 'handovers'>,
  {firstAnswer, firstUnanswered}: DarkStretch,
): string {
  if (firstAnswer !== undefined || handovers.length > 0) return '';
  const near = stretch(moves, firstUnanswered.at - TOGETHER_NS, firstUnanswered.at + HOLD_NS);
  const [first] = near;
  if (first === undefined) return '';
  const names = near.flatMap(move => [...move.ips].map(ip => `${ip}${placeText(move)}`));
  const lag = first.at - firstUnanswered.at;
  const when = lag > TOGETHER_NS ? `${formatDuration(lag)} later` : 'at about that time';
  return `; ${listed(names)} changed owner ${when} (frame ${first.frame}): if one node had all of them, this one was left behind`;
}
