/**
 * Services that never answered while the address answered other questions: closed ports, or services that were dark throughout. A
 * capture cannot tell the two apart. Pure.
 *
 * @module
 */

import type {DarkStretch, Sender, ServiceName, ServiceStretch} from '../../conversations/facts.js';
import {isSameService} from '../../conversations/protocol.js';
import type {AddressFacts} from '../facts.js';
import {isBefore} from '../scope.js';
import {LONG_NS} from '../significance.js';
import {wholeStretches} from './stretches.js';

export interface NeverServed {
  readonly service: ServiceName;
  readonly askers: Sender[];
  /** Number of questions with a known outcome. */
  questions: number;
  /** Stretches of unanswered questions, as far as answers would be visible. */
  readonly dark: ServiceStretch[];
}

/** This many questions, over more than a second, come from a real client; a scan asks once or twice. */
const PERSISTENT = 5;

/** In order of appearance. UDP need not be answered; port 0 stands for ports that are not tracked individually. */
export function neverServed({
  senders,
  services,
  questionsAnswered,
  dark: darkOfAll,
}: Pick<AddressFacts, 'senders' | 'services' | 'questionsAnswered' | 'dark'>): NeverServed[] {
  const found: NeverServed[] = [];
  // An address that answered nothing, or was dark, is reported as a whole.
  if (services.length === 0 && (questionsAnswered === 0 || darkOfAll.length > 0)) return found;
  for (const sender of senders)
    for (const kind of sender.asked) {
      const {protocol, port, settled, answered, dark} = kind;
      const isService = protocol === 'echo' || (protocol === 'tcp' && port > 0);
      if (!isService || answered > 0 || settled === 0 || isDarkToo(dark, darkOfAll)) continue;
      if (services.some(service => isSameService(service, kind))) continue;
      let own = found.find(({service}) => isSameService(service, kind));
      if (own === undefined) {
        own = {service: {protocol, port}, askers: [], questions: 0, dark: []};
        found.push(own);
      }
      own.askers.push(sender);
      own.questions += settled;
      for (const one of dark) own.dark.push(one);
    }
  return found;
}

/** Whether it was asked only while nobody was answered, as by frames that a switch floods while the owner's port is down. */
function isDarkToo(own: readonly DarkStretch[], all: readonly DarkStretch[]): boolean {
  return (
    own.length > 0 &&
    own.every(({firstUnanswered, lastUnanswered}) =>
      all.some(
        whole =>
          !isBefore(firstUnanswered, whole.firstUnanswered) &&
          !isBefore(whole.lastUnanswered, lastUnanswered),
      ),
    )
  );
}

/** Stretches in which no asker was answered, except before the first answer to others if nothing but ports was asked that never answered. */
export function servedStretches(address: AddressFacts): DarkStretch[] {
  return wholeStretches(address).filter(dark => !isOfNeverServed(address, dark));
}

function isOfNeverServed(address: AddressFacts, {lastAnswer, firstAnswer, services}: DarkStretch): boolean {
  if (lastAnswer !== undefined || firstAnswer === undefined || services === undefined) return false;
  const never = neverServed({...address, dark: []});
  return services.every(service =>
    never.some(
      // A connection that was open before the capture shows that something was served.
      one => isSameService(one.service, service) && one.dark.every(own => own.opening === own.questions),
    ),
  );
}

export function isPersistent({dark}: NeverServed): boolean {
  return dark.some(({questions, bounds}) => questions >= PERSISTENT && bounds.leastNs >= LONG_NS);
}
