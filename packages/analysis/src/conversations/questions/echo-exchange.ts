/**
 * Pings: the questions of an asker in echo requests, and the replies.
 *
 * @module
 */

import type {SeenView} from '../../capture/seen-view.js';
import type {Asking} from '../senders/asking.js';
import type {EchoRequests} from './echo-requests.js';

/** An echo request to the address. */
export function asksEcho(asker: Asking, requests: EchoRequests, view: SeenView): void {
  asker.isActive = true;
  asker.hasGoneOn = true;
  if (requests.isCopy(view, view.ns)) return;
  asker.address.halfSeen?.sawRequest(asker.key, view);
  requests.add(view, asker.question(asker.kinds.of('echo', 0), view, 0));
}

/** An echo reply of the address. Returns whether it answers something. */
export function hearsEcho({address}: Asking, requests: EchoRequests, view: SeenView): boolean {
  const question = requests.get(view);
  if (question === undefined) return false;
  question.answerLate(view.ns, view.frame);
  question.answer(view.ns, view.frame);
  address.settle(view.ns);
  return true;
}
