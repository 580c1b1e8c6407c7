/**
 * Stretches in which nobody was answered because only services that were dark for longer were asked, while the address answered other
 * questions before or after: they are parts of the outages of those services. Pure.
 *
 * @module
 */

import type {DarkStretch, Service, ServiceStretch} from '../../../conversations/facts.js';
import {isSameService} from '../../../conversations/protocol.js';
import type {AddressFacts} from '../../facts.js';
import {isBefore, overlaps} from '../../scope.js';

export function withoutServiceParts(address: AddressFacts): AddressFacts {
  const {services, senders, dark} = address;
  const kept = (all: readonly DarkStretch[], asked: readonly Service[]) =>
    all.filter(one => !isOfServices(one, asked));
  const known = (one: Service) => services.some(service => isSameService(service, one));
  const ofAll = () => [...services, ...senders.flatMap(({asked}) => asked.filter(one => !known(one)))];
  return {
    ...address,
    dark: dark.length === 0 ? dark : kept(dark, ofAll()),
    senders: senders.map(sender =>
      sender.dark.length === 0 ? sender : {...sender, dark: kept(sender.dark, sender.asked)},
    ),
  };
}

/** Whether each service that was asked then was dark before it began or after it ended, when other questions were answered. */
function isOfServices(dark: DarkStretch, asked: readonly Service[]): boolean {
  return (
    dark.services?.every(service =>
      asked.some(one => isSameService(one, service) && one.dark.some(gap => isLonger(gap, dark))),
    ) === true
  );
}

function isLonger(gap: ServiceStretch, dark: DarkStretch): boolean {
  return (
    overlaps(gap, dark) &&
    (isBefore(gap.firstUnanswered, dark.firstUnanswered) || isBefore(dark.lastUnanswered, gap.lastUnanswered))
  );
}
