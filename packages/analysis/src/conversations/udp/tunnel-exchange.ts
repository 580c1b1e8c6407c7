/**
 * The packets of a tunnel whose end is the address. They are datagrams of a stream: neither end need answer, but where both sent and one falls
 * silent, that is noted.
 *
 * @module
 */

import type {SeenView} from '../../capture/seen-view.js';
import {Question} from '../questions/question.js';
import type {Asking} from '../senders/asking.js';
import {TUNNEL_PROTOCOLS} from '../tunnel-protocols.js';
import type {UdpRequests} from './udp-requests.js';

/** A tunnel has no ports: its packets are told apart by their protocol. */
const NO_PORT = 0;

/** Whether an IP packet belongs to a tunnel. A later fragment is no packet of its own. */
export function isTunnelled({transport, protocol, fragmentOffset}: SeenView): boolean {
  return transport === 'none' && fragmentOffset === 0 && TUNNEL_PROTOCOLS.has(protocol);
}

/** A packet to the address. */
export function asksTunnel(asker: Asking, requests: UdpRequests, view: SeenView): void {
  const {protocol, transportLength, ns, frame} = view;
  asker.hasGoneOn = true;
  const kind = asker.kinds.of('tunnel', protocol);
  const flow = requests.flow(NO_PORT, protocol);
  flow.isStream = true;
  const end = flow.isReaction(ns) ? 0 : transportLength;
  if (kind.answered === 0) {
    asker.latest = new Question(asker, kind, asker.runs.current, ns, frame, end);
    requests.keepLast(flow, asker.latest);
    return;
  }
  const isLast = flow.saysLastWord(kind, transportLength, ns);
  const question = asker.question(kind, view, end);
  question.part = isLast ? 'last word' : 'streamed';
  requests.add(flow, question);
}

/** A packet of the address. Returns whether it may answer something. */
export function hearsTunnel(
  {address}: Asking,
  requests: UdpRequests,
  {protocol, ns, frame}: SeenView,
): boolean {
  const question = requests.answer(NO_PORT, protocol, Number.NaN, ns, frame);
  if (question === undefined) return false;
  if (question.kind.answered === 0) address.answeredFirst(question);
  address.settle(ns);
  return true;
}
