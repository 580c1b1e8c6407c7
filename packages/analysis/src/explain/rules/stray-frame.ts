/**
 * A switch that learned a virtual MAC at the wrong port, because another machine than the master sent from it.
 *
 * @module
 */

import type {MacAddress} from '@vip/arp';
import type {StrayFrame} from '../../claims/stray-frames.js';
import type {DarkStretch} from '../../conversations/facts.js';
import {LATE_NS} from '../../outages/outage.js';
import {GRACE_NS, IN_A_ROW} from '../significance.js';
import {type Draft, finding} from '../verdict.js';
import type {Case, VerdictRule} from './case.js';
import {outageText} from './outage-text.js';

/** After a takeover of a virtual MAC, the machine that had it before sent from it once more. */
export const strayed: VerdictRule = ({capture, address, handover}) => {
  if (!handover.keepsMac) return undefined;
  const {dark: common, senders, outlived, to} = handover;
  const darks = [common, ...senders.map(({dark}) => dark), ...outlived.map(({dark}) => dark)];
  for (const dark of darks) {
    const found = dark === undefined ? undefined : strayBefore({capture, address}, to, dark);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** The finding about a stretch without answers that such a frame explains. @param mac to which was asked */
export function strayBefore(
  {capture, address: {network}}: Pick<Case, 'capture' | 'address'>,
  mac: MacAddress,
  dark: DarkStretch,
): Draft | undefined {
  const stray = capture.strays.find(
    one => one.network === network && one.mac === mac && isExplained(dark, one),
  );
  if (stray === undefined) return undefined;
  const {firstUnanswered, firstAnswer} = dark;
  const words = `${outageText(dark)}. ${senderText(stray)}, so a switch that learns has it at the port of that machine${untilText(stray)}`;
  const found = finding('SWITCH_STALE', `${words}.`, [stray, firstUnanswered, firstAnswer], REMEDY);
  return firstAnswer === undefined ? found : {...found, consequence: OVER};
}

/** Whether nothing was answered from that frame on until the master sent from the MAC again; its sender may still have answered for a moment. */
function isExplained(
  {firstUnanswered, lastUnanswered, lastAnswer, questions}: DarkStretch,
  {at, until}: StrayFrame,
): boolean {
  if (questions < IN_A_ROW || (lastAnswer !== undefined && lastAnswer.at > at + GRACE_NS)) return false;
  const since = firstUnanswered.at > at ? firstUnanswered.at : at;
  if (lastUnanswered.at - since < LATE_NS) return false;
  return until === undefined || lastUnanswered.at < until.at + GRACE_NS;
}

function senderText({mac, from, master, frame}: StrayFrame): string {
  if (from !== undefined) return `${from} sent from ${mac} (frame ${frame}) while ${master} was master`;
  const whose = master === undefined ? 'an announcement' : `the announcement of ${master}`;
  return `Another machine with ${mac} answered ${whose} (frame ${frame})`;
}

function untilText({master, until}: StrayFrame): string {
  const again = `until ${master ?? 'the master'} sends from it again`;
  return until === undefined ? `, ${again}` : `, ${again} (frame ${until.frame})`;
}

const OVER = 'the address was dark until then, and may be again after the next takeover';

const REMEDY =
  'The next frame of the master from that MAC corrects the switch: a shorter advertisement interval, and advertisements from the virtual MAC ' +
  '(keepalived: no vmac_xmit_base), make this shorter. Without a virtual MAC (no use_vmac) it does not happen.';
