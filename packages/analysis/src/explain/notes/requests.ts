/**
 * Connections that were accepted but got no response: too few for a fault, or none may be due. Pure.
 *
 * @module
 */

import type {ServiceRequests} from '../../conversations/facts.js';
import {isSameService} from '../../conversations/protocol.js';
import {counted, listed} from '../../text/count-text.js';
import {who} from '../rules/case.js';
import {askersOf} from '../rules/requests.js';
import {servicesText} from '../words/service-text.js';
import {type Note, type NoteContext, note} from './note.js';

export function requestsUnanswered({address, unserved}: NoteContext): Note[] {
  const isTold = (one: ServiceRequests) => unserved.some(service => isSameService(service, one));
  return address.requests
    .filter(one => one.reset + one.silent > 0 && !isTold(one))
    .flatMap(one => {
      const text = `Of what ${who(askersOf(address, one))} asked over ${counted(countOf(one), 'connection')} to ${servicesText([one])}, ${partsText(one)}${dueText(one)}.`;
      return note(address, 'REQUESTS_UNANSWERED', text, [
        one.dark[0]?.firstUnanswered.frame ?? one.firstSilent?.frame,
      ]);
    });
}

function countOf({answered, reset, closed, silent}: ServiceRequests): number {
  return answered + reset + closed + silent;
}

/** `3 were reset and 2 were acknowledged without any data in return` */
function partsText({reset, closed, silent}: ServiceRequests): string {
  const part = (count: number, what: string) =>
    count === 0 ? [] : [`${count} ${count === 1 ? 'was' : 'were'} ${what}`];
  return listed([
    ...part(reset, 'reset'),
    ...part(closed, 'closed'),
    ...part(silent, 'acknowledged without any data in return'),
  ]);
}

/** If nothing was ever answered, it is not known whether that is intended. */
function dueText({answered, reset, dark}: ServiceRequests): string {
  if (answered > 0 || reset > 0 || dark.length > 0) return '';
  return ': right for a service that never sends anything, such as a log server; any other would hang';
}
