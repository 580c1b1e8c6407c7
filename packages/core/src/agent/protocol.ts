/**
 * The protocol between us and the agent inside a node: lines of JSON. We send calls; the
 * agent answers each, and in between sends events as `encodeEvent` writes them.
 *
 * @module
 */

import type {Announcing, NeighbourEvent, TimelineEvent} from '@vip/analysis';
import type {IpAddress, Ipv4Address, MacAddress, TcpSession, VipErrorCode} from '@vip/arp';
import type {SessionsOptions} from '../observe/tcp-client.js';

/** The calls of an agent, with their arguments and answers. */
export interface AgentCalls {
  /** Captures on an interface from now on; `bySide`: a frame is the node's own if it is outgoing, whatever its source MAC. */
  readonly capture: {args: {iface: string; filter: string; bySide: boolean}; answer: null};
  /** Ends the capture on an interface, which may then disappear. All its frames have been sent when this is answered. */
  readonly endCapture: {args: {iface: string}; answer: null};
  /** From now on, reports the kernel's announcements about neighbours and addresses. */
  readonly watch: {args: null; answer: null};
  /** From now on, polls one neighbour entry at an interval. */
  readonly look: {args: {iface: string; ip: IpAddress; intervalMs: number}; answer: null};
  /** Reads one neighbour entry now. */
  readonly lookNow: {args: {iface: string; ip: IpAddress}; answer: NeighbourEvent};
  /** Sends echo requests from now on. */
  readonly probe: {
    args: {
      stream: string;
      target: IpAddress;
      intervalMs: number;
      iface?: string | undefined;
      count?: number | undefined;
      dataLength?: number | undefined;
      /** Set where several agents share a node; numbered by the agent when left out. */
      identifier?: number | undefined;
      /** Only refusals are reported: questions and answers are read from a capture elsewhere. */
      refusalsOnly?: boolean | undefined;
    };
    answer: null;
  };
  /** Serves sessions at a port from now on. */
  readonly serve: {args: {port: number}; answer: null};
  /** Opens sessions, and uses them from now on; answered when they are open. */
  readonly converse: {args: Omit<SessionsOptions, 'node'>; answer: null};
  /** Announces an address through the link that captures on that interface. */
  readonly announce: {
    args: {
      iface: string;
      ip: IpAddress;
      mac: MacAddress;
    } & Announcing;
    answer: null;
  };
  /** Sends frames as they are, through the link that captures on that interface. */
  readonly send: {
    args: {iface: string; frames: readonly {readonly octets: Uint8Array}[]};
    answer: null;
  };
  /** Tells the clients of these sessions that their server is gone; answered when each is reset, or its time is up. */
  readonly tickle: {args: {sessions: readonly TcpSession[]; iface: string}; answer: null};
  /** Sends each address one datagram for the discard port, so that the kernel resolves the neighbour. */
  readonly use: {args: {targets: readonly Ipv4Address[]}; answer: null};
  /** Does nothing: once it is answered, everything seen until then has been sent. */
  readonly mark: {args: null; answer: null};
  /** Stops the probes, but continues to watch. */
  readonly stopProbes: {args: null; answer: null};
  /** Stops everything. All events have been sent when this is answered. */
  readonly finish: {args: null; answer: null};
}

export type AgentCallName = keyof AgentCalls;

/** The events that an agent reports without being asked. */
export const AGENT_EVENTS: ReadonlySet<TimelineEvent['kind']> = new Set<TimelineEvent['kind']>([
  'frame',
  'capture-end',
  'stalled',
  'neighbour',
  'address',
  'link',
  'announced',
  'probe-sent',
  'probe-answered',
  'probe-refused',
  'session',
  'request',
]);

/** A call on the wire. */
export interface AgentRequest<N extends AgentCallName = AgentCallName> {
  readonly call: number;
  readonly name: N;
  readonly args: AgentCalls[N]['args'];
}

/** The answer to the call of that number. */
export type AgentReply =
  | {readonly reply: number; readonly answer: unknown}
  | {readonly reply: number; readonly failure: {readonly code: VipErrorCode; readonly message: string}};
