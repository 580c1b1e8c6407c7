/**
 * The share of the questions that was answered, in the line to paste into a ticket. Pure.
 *
 * @module
 */

import type {DarkStretch, Sender, ServiceName} from '../../conversations/facts.js';
import {counted} from '../../text/count-text.js';
import type {Explanation} from '../explanation.js';
import {type PacketLoss, packetLoss} from '../outages/packet-loss.js';
import {inTime, scatteredLoss} from '../outages/served.js';
import type {Stretch} from '../outages/stretches.js';
import {who} from '../rules/case.js';
import {boundsText} from '../words/dark-text.js';
import {servicesText} from '../words/service-text.js';

/** What the note is about, if there is one. */
export function lossOf({address, handovers, notes}: Explanation): PacketLoss | undefined {
  if (!notes.some(({code}) => code === 'QUESTIONS_LOST')) return undefined;
  return packetLoss(
    address,
    handovers.map(({handover}) => handover),
  );
}

interface Row {
  readonly dark: Omit<DarkStretch, 'services'>;
  readonly services: readonly ServiceName[];
  readonly of: readonly Sender[];
}

/** `5 questions in a row unanswered for 1000 ms to 1200 ms`, where so many may be lost by chance: "dark" says more than is known. */
export function rowAnswer({dark, services, of}: Row, loss: PacketLoss | undefined): string | undefined {
  if (loss === undefined || dark.questions === 1 || dark.questions > loss.most) return undefined;
  const to = services.length === 0 ? '' : ` to ${servicesText(services)}`;
  const whose = of.length === 0 ? '' : ` of ${who(of)}`;
  return `${counted(dark.questions, 'question')}${to}${whose} in a row unanswered for ${boundsText(dark)}`;
}

/** `140 of 200 questions answered`, of a healthy address, or beside an outage. */
export function lossAnswer(
  {address, handovers, finding}: Explanation,
  loss: PacketLoss | undefined,
  dark: Stretch | undefined,
  isAlone: boolean,
): string | undefined {
  const whose = isAlone ? '' : `${address.ip}: `;
  if (loss !== undefined) {
    const {answered, unanswered} = loss;
    return `${whose}${answered} of ${counted(answered + unanswered, 'question')} answered${finding.code === 'OUTAGE' ? ' in all' : inTime(address)}`;
  }
  if (finding.code !== 'HEALTHY') return undefined;
  const changes = handovers.map(judged => judged.handover);
  const lost = scatteredLoss(address, changes, dark?.dark);
  return lost && `${whose}${lost}`;
}
