/**
 * The questions of an asker in datagrams, and what the address answers.
 *
 * @module
 */

import type {SeenView} from '../../capture/seen-view.js';
import {udpFlow} from '../half-seen.js';
import {Question} from '../questions/question.js';
import type {QuestionKind} from '../questions/question-kind.js';
import type {Asking} from '../senders/asking.js';
import {identifierIn, NEITHER, type ReadIdentifier} from './identifier.js';
import {isStreamReport} from './reports.js';
import type {UdpFlow} from './udp-flow.js';
import type {UdpRequests} from './udp-requests.js';

/** RFC 1350 §4: TFTP answers a request for a file from another port. */
const FILES_PORT = 69;

/** A datagram to the address. */
export function asksUdp(asker: Asking, requests: UdpRequests, view: SeenView): void {
  const {sourcePort: own, destinationPort: port} = view;
  asker.hasGoneOn = true;
  const kind = asker.kinds.of('udp', port);
  const {readIdentifier: read} = kind;
  const id = identifierOf(view, read, false);
  if (id === NEITHER) return;
  asker.address.halfSeen?.saw('questions', asker.key, udpFlow(own, port), view.ns);
  const flow = requests.flow(own, port);
  if (read === undefined) flow.sends(view.transportOctets, view.payloadLength);
  const end = read !== undefined ? id : flow.isReaction(view.ns) ? 0 : view.payloadLength;
  if (kind.answered > 0) {
    const isLast = isLastWord(requests, flow, kind, end, view);
    const question = asker.question(kind, view, end);
    if (isLast) question.part = 'last word';
    else if (flow.isStream) question.part = 'streamed';
    requests.add(flow, question);
  } else {
    asker.latest = new Question(asker, kind, asker.runs.current, view.ns, view.frame, end);
    requests.keepLast(flow, asker.latest);
  }
}

/** Whether a datagram needs no answer, as far as can be told. A repetition that crossed the answer has it. */
function isLastWord(
  requests: UdpRequests,
  flow: UdpFlow,
  kind: QuestionKind,
  end: number,
  {payloadLength, ns}: SeenView,
): boolean {
  if (kind.readIdentifier === undefined) return flow.saysLastWord(kind, payloadLength, ns);
  return flow.isReaction(ns) && requests.wasAnswered(end);
}

/** A datagram of the address. Returns whether it answers something. */
export function hearsUdp({address, kinds}: Asking, requests: UdpRequests, view: SeenView): boolean {
  const {sourcePort: port, destinationPort: own, ns, frame} = view;
  const {readIdentifier: read} = kinds.of('udp', port);
  const id = identifierOf(view, read, true);
  if (id === NEITHER) return false;
  const question =
    requests.answer(own, port, id, ns, frame) ?? requests.answer(own, FILES_PORT, Number.NaN, ns, frame);
  if (question === undefined) return false;
  if (question.kind.answered === 0) address.answeredFirst(question);
  address.settle(ns);
  return true;
}

/** The conversation of a datagram from the address that answers an unseen request, if others of the asker were answered. */
export function udpAnsweredUnseen(
  {kinds}: Asking,
  requests: UdpRequests,
  view: SeenView,
): number | undefined {
  const {sourcePort: port, destinationPort: own} = view;
  const {answered, readIdentifier: read} = kinds.of('udp', port);
  if (answered === 0 || read === undefined) return undefined;
  const id = identifierIn(view.transportOctets, read, true);
  const isOne = id !== NEITHER && !Number.isNaN(id) && !requests.wasAnswered(id);
  return isOne ? udpFlow(own, port) : undefined;
}

/** NaN if the protocol has none, or it was cut off. */
function identifierOf(
  {transportOctets}: SeenView,
  read: ReadIdentifier | undefined,
  isAnswer: boolean,
): number {
  if (read !== undefined) return identifierIn(transportOctets, read, isAnswer);
  return isStreamReport(transportOctets) ? NEITHER : Number.NaN;
}
