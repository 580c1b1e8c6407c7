/**
 * The finding about services that did not answer.
 *
 * @module
 */

import type {DarkStretch, Sender, ServiceName, ServiceStretch} from '../../conversations/facts.js';
import {capitalised} from '../../findings/sentence.js';
import {counted, listed} from '../../text/count-text.js';
import type {ServiceGap} from '../outages/service-gaps.js';
import {type Draft, finding} from '../verdict.js';
import {darkText} from '../words/dark-text.js';
import {servicesText} from '../words/service-text.js';
import {RECOVERED} from './asked-alone.js';
import {who} from './case.js';
import {lengthText} from './outage-text.js';

export interface Outaged {
  readonly services: readonly ServiceName[];
  /** The longest of their gaps. */
  readonly worst: ServiceGap;
  readonly askers: readonly Sender[];
}

/** Whether most of its questions were refused: while the address moves, one or two may be lost first. */
export function isRefused({refused, questions}: ServiceStretch): boolean {
  return 2 * refused > questions;
}

export function draftOf({services, worst, askers}: Outaged): Draft {
  const {dark, isLone, service} = worst;
  const isRejected = isRefused(dark);
  const most = services.length === 1 ? '' : ` no answer, ${servicesText([service])} for longest:`;
  const asked = `asked by ${who(askers)}${isLone ? ' only' : ''}; ${lossText(service, dark)}`;
  const others = isLone
    ? ', while others were answered there'
    : isRejected
      ? ''
      : ', while other questions were answered';
  const dead = isRejected ? darkText(dark).replace('no answer', 'no service') : darkText(dark);
  const words = `${capitalised(servicesText(services))} gave${most} ${dead} (${asked})${others}${lengthText(dark)}`;
  const frames = [dark.lastAnswer, dark.firstUnanswered, dark.firstAnswer];
  return {
    ...finding(
      isRejected ? 'REFUSED' : 'OUTAGE',
      `${words}.`,
      frames,
      isRejected ? REFUSED_REMEDY : DARK_REMEDY,
    ),
    ...(isRejected ? {} : {consequence: dark.firstAnswer === undefined ? CONSEQUENCE : RECOVERED}),
  };
}

const CONSEQUENCE = 'the service stays dark, and no failover will happen while its node is healthy';

/** How the questions were lost, which tells the cause: a firewall that drops packets is silent, and a machine without the service refuses. */
export function lossText(
  {protocol}: ServiceName,
  {questions, opening, refused}: Omit<ServiceStretch, keyof DarkStretch> & Pick<ServiceStretch, 'questions'>,
): string {
  const sent = questions - opening;
  const silent = opening - refused;
  if (protocol === 'echo') return 'requests without a reply';
  if (protocol === 'tunnel') return 'packets without one in return';
  if (protocol === 'udp')
    return refused === 0 ? 'requests without a response' : `${refused} of them refused by the address itself`;
  return listed([
    ...(silent > 0 ? [`${counted(silent, 'SYN')} dropped`] : []),
    ...(refused > 0 ? [`${counted(refused, 'SYN')} refused`] : []),
    ...(sent > 0 ? [`${counted(sent, 'segment')} of open connections not acknowledged`] : []),
  ]);
}

const DARK_REMEDY =
  'The address and the path to it are fine, so check the service on its node: whether it listens on the address and keeps up ' +
  '(ss -lntu), what a firewall drops for this port (nft list ruleset), and the real servers behind a load balancer.';
const REFUSED_REMEDY =
  'The address and the path to it are fine: start the service on its node and make it listen on the address (ss -lntu), or find the ' +
  'firewall rule that rejects this port.';
