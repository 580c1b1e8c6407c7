/**
 * The questions of an asker in TCP segments, and what the address answers: its machine acknowledges, its programs send data.
 *
 * @module
 */

import type {SeenView} from '../../capture/seen-view.js';
import {acknowledges, isFin, isSyn} from '../../sessions/segment.js';
import type {QuestionKind} from '../questions/question-kind.js';
import type {Asking} from '../senders/asking.js';
import {LaterRequests} from './later-requests.js';
import {beginsTerminal, isTerminal} from './replies-due.js';
import type {TcpFlow} from './tcp-flow.js';
import {flowKey, type TcpFlows} from './tcp-flows.js';
import {TcpRequest} from './tcp-request.js';

/** A segment to the address. */
export function asksTcp(asker: Asking, flows: TcpFlows, view: SeenView): void {
  const kind = asker.kinds.of('tcp', view.destinationPort);
  asker.hasGoneOn ||= acknowledges(view);
  const flow = flows.of(view);
  goesOn(asker, flow, view);
  const end = flow.session.sent(view, view.destinationMac, view.ns, view.frame);
  flows.took(flow);
  const {request} = flow;
  if (request?.isOpen !== true) asksAgain(asker, flow, kind, view);
  else if (request.sent(view)) {
    flow.isTerminal = beginsTerminal(view);
    asker.address.requested(request, view.ns);
  }
  if (end === undefined) return;
  if (flow.isRepeat(end)) {
    kind.isHeard = true;
    asker.hasGoneOn = true;
  }
  const question = asker.question(kind, view, end);
  if (isSyn(view)) {
    question.part = 'opening';
    asker.isActive ||= !acknowledges(view);
  } else if (isFin(view) && view.payloadLength === 0) question.part = 'closing';
  flow.asked(question);
}

/** A further request over a connection that was answered before, or that began before the capture. */
function asksAgain({address, clock}: Asking, flow: TcpFlow, kind: QuestionKind, view: SeenView): void {
  if (flow.later === undefined) {
    if (view.payloadLength === 0 || flow.isTerminal || isTerminal(view.destinationPort)) return;
    flow.isTerminal = beginsTerminal(view);
    if (flow.isTerminal) return;
    flow.later = new LaterRequests();
  }
  const owed = flow.later.sent(view, kind, clock);
  if (owed !== undefined) address.requested(owed, view.ns);
  if (flow.later.beginsTurns) address.takesTurns(flow, kind);
}

function goesOn({address, key}: Asking, flow: TcpFlow, view: SeenView): void {
  const {ns, frame, sourcePort, destinationPort} = view;
  const shown = flow.answeredElsewhere(view, ns, frame);
  const {halfSeen} = address;
  if (halfSeen === undefined && shown === undefined) return;
  const conversation = flowKey(sourcePort, destinationPort);
  halfSeen?.saw('questions', key, conversation, ns);
  if (shown !== undefined) address.answeredElsewhere(key, conversation, shown.sentNs, shown.frame);
}

/** A segment of the address. Returns whether it answers something. */
export function hearsTcp(asker: Asking, flows: TcpFlows, view: SeenView): boolean {
  const {address, key} = asker;
  const flow = flows.get(view.destinationPort, view.sourcePort);
  if (flow === undefined) return false;
  asker.kinds.of('tcp', view.sourcePort).isHeard = true;
  address.halfSeen?.saw('answers', key, flowKey(view.destinationPort, view.sourcePort), view.ns);
  const hasAnswered = flow.hears(view, view.sourceMac, view.ns, view.frame);
  flows.took(flow);
  const {request} = flow;
  const {later} = flow;
  if (later !== undefined) {
    if (view.payloadLength > 0 && later.endsWait(view.ns)) address.endsWait(flow, view);
    later.heard(view);
  }
  if (request === undefined) {
    if (isSyn(view)) opens(asker, flow, view);
  } else if (request.isOpen && request.heard(view)) address.requested(request, view.ns);
  if (hasAnswered) address.settle(view.ns);
  return hasAnswered;
}

/** The address accepts the connection, which says nothing about the program behind it. */
function opens({kinds, clock}: Asking, flow: TcpFlow, {sourcePort, sourceMac, ns, frame}: SeenView): void {
  flow.request = new TcpRequest(kinds.of('tcp', sourcePort), clock, sourceMac, ns, frame);
}
