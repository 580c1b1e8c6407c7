/**
 * The sessions that the observers of a run had with the address: what each program learned, beside what the capture at its node shows of the same
 * connection. Pure.
 *
 * @module
 */

import {FrameView, type IpAddress, keyOf, LINK_TYPE_ETHERNET} from '@vip/arp';
import {CaptureClock} from '../capture/capture-clock.js';
import type {Timeline} from '../events/timeline.js';
import type {FrameEvent, SessionEvent, SessionUse} from '../events/timeline-event.js';
import {SESSION_STEP} from '../lab/steps.js';
import type {SessionFacts} from './facts.js';
import {SessionFold} from './session-fold.js';

export interface ClientSession {
  readonly node: string;
  /** Its number among the sessions of the node, from 1. */
  readonly session: number;
  readonly use: SessionUse;
  /** Milliseconds; absent if nothing is sent. */
  readonly intervalMs?: number;
  /** The session that it replaces. */
  readonly after?: number;
  /** When the program began to connect, and when it was connected. */
  readonly connectingAt: bigint;
  readonly openAt?: bigint;
  /** What the program was told at the end, and when; the error is absent when the other end closed. */
  readonly told?: {readonly at: bigint; readonly error?: string};
  /** The connection in the capture; absent if it is not there. */
  readonly wire?: SessionFacts;
}

/** The sessions of a node with a port of the address, in the order they were opened. */
export function clientSessions(
  timeline: Timeline,
  node: string,
  vip: IpAddress,
  port: number,
): ClientSession[] {
  const events = timeline.select('session', node).filter(({to}) => to === vip);
  if (events.length === 0) return [];
  const folds = foldsOf(timeline, node, vip, port, events);
  const byNumber = new Map<number, SessionEvent[]>();
  for (const event of events) {
    const own = byNumber.get(event.session);
    if (own === undefined) byNumber.set(event.session, [event]);
    else own.push(event);
  }
  return [...byNumber.values()].map(own => sessionOf(own, folds));
}

function sessionOf(events: readonly SessionEvent[], folds: ReadonlyMap<number, SessionFold>): ClientSession {
  const [first] = events as [SessionEvent];
  const {node, session, use, intervalMs, after, at: connectingAt} = first;
  const openAt = events.find(({phase}) => phase === 'open')?.at;
  const end = events.find(({phase}) => phase === 'ended');
  const wire = folds.get(session)?.facts();
  return {
    ...{node, session, use, connectingAt},
    ...(intervalMs === undefined ? {} : {intervalMs}),
    ...(after === undefined ? {} : {after}),
    ...(openAt === undefined ? {} : {openAt}),
    ...(end === undefined
      ? {}
      : {told: {at: end.at, ...(end.error === undefined ? {} : {error: end.error})}}),
    ...(wire === undefined ? {} : {wire}),
  };
}

/** Connections by session number: a port belongs to the session that used it last. How the run itself ends them is left out. */
function foldsOf(
  timeline: Timeline,
  node: string,
  vip: IpAddress,
  port: number,
  events: readonly SessionEvent[],
): Map<number, SessionFold> {
  const folds = new Map<number, SessionFold>();
  const byPort = new Map<number, SessionFold>();
  const view = new FrameView();
  const clock = new CaptureClock();
  clock.begin(events[0]?.at ?? 0n);
  const key = keyOf(vip);
  const end = timeline
    .select('step')
    .find(({step, phase}) => step === SESSION_STEP.hangUp && phase === 'begun')?.at;
  const openings = events.filter(({phase}) => phase === 'connecting');
  let next = 0;
  timeline.select('frame', node).forEach((event, index) => {
    if (end !== undefined && event.at >= end) return;
    // The program reports that it connects before the kernel sends its SYN.
    for (
      let opening = openings[next];
      opening !== undefined && opening.at <= event.at;
      opening = openings[++next]
    ) {
      const fold = new SessionFold(opening.port, port, clock);
      folds.set(opening.session, fold);
      byPort.set(opening.port, fold);
    }
    take(view, key, port, {...event, ns: clock.nsOf(event.at)}, index + 1, byPort);
  });
  return folds;
}

function take(
  view: FrameView,
  vip: ReturnType<typeof keyOf>,
  port: number,
  {octets, length, ns}: FrameEvent & {readonly ns: number},
  frame: number,
  byPort: ReadonlyMap<number, SessionFold>,
): void {
  view.read(octets, LINK_TYPE_ETHERNET, length);
  if (view.transport !== 'tcp') return;
  if (view.destination === vip && view.destinationPort === port)
    byPort.get(view.sourcePort)?.sent(view, view.destinationMac, ns, frame);
  else if (view.source === vip && view.sourcePort === port)
    byPort.get(view.destinationPort)?.heard(view, view.sourceMac, ns, frame);
}
