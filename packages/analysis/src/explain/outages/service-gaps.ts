/**
 * Gaps in the answers of a service, for all askers or for a single one, whether or not the address answered other questions meanwhile.
 * Pure.
 *
 * @module
 */

import type {Sender, Service, ServiceName, ServiceStretch} from '../../conversations/facts.js';
import {isSameService} from '../../conversations/protocol.js';
import type {AddressFacts} from '../facts.js';
import {overlaps} from '../scope.js';
import {loneStretches, wholeStretches} from './stretches.js';

/** A stretch in which one of its askers was not answered. */
export interface Missed {
  readonly sender: Sender;
  readonly dark: ServiceStretch;
}

export interface ServiceGap {
  readonly service: ServiceName;
  readonly dark: ServiceStretch;
  /** The askers without an answer then. */
  readonly missed: readonly Missed[];
  /** Whether others were served then. */
  readonly isLone: boolean;
}

/** The gaps of services that served the same asker before or after. */
export function serviceGaps(address: Pick<AddressFacts, 'services' | 'senders'>): ServiceGap[] {
  return address.services.flatMap(service => gapsOf(address, service));
}

function gapsOf({senders}: Pick<AddressFacts, 'senders'>, {dark, ...service}: Service): ServiceGap[] {
  const asking = senders.flatMap(sender => {
    const own = sender.asked.find(kind => isSameService(kind, service));
    return own === undefined ? [] : [{sender, ...own}];
  });
  const view = {dark, senders: asking.filter(one => one.dark.length > 0)};
  const whole = wholeStretches(view).map(one => ({
    ...{service, dark: one, isLone: false},
    missed: view.senders.flatMap(({sender, dark: own}) =>
      own.filter(stretch => overlaps(stretch, one)).map(stretch => ({sender, dark: stretch})),
    ),
  }));
  const lone = loneStretches(view)
    .filter(({dark: {lastAnswer, firstAnswer}}) => lastAnswer !== undefined || firstAnswer !== undefined)
    .map(({dark: one, sender: {sender}}) => {
      const isServed = ({answered, dark: own}: (typeof asking)[number]) =>
        answered > 0 && !own.some(stretch => overlaps(stretch, one));
      return {service, dark: one, missed: [{sender, dark: one}], isLone: asking.some(isServed)};
    });
  return [...whole, ...lone].filter(({missed}) => missed.length > 0);
}
