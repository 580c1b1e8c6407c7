/**
 * Events of what was observed in a node, field by field.
 *
 * @module
 */

import {NEIGHBOUR_STATE} from '../common.js';
import {
  BOOLEAN,
  COUNT,
  field,
  IP,
  MAC,
  MOMENT,
  OCTETS,
  optional,
  TEXT,
  wholeNumber,
  wordsOf,
} from '../shape.js';
import {type EventsOfKind, event} from './event.js';

const IFACE = field(TEXT, 'the interface');
const STREAM = field(
  TEXT,
  '`probe` (at short intervals, for measuring) or `ping` (one a second, for reading)',
);
const SEQUENCE = field(COUNT, 'number of the request in its stream');
/** Octets of a frame: no more than a capture can hold (libpcap, MAXIMUM_SNAPLEN). */
const FRAME_LENGTH = wholeNumber(0, 262_144);

/** By kind. */
export const OBSERVED_EVENTS = {
  frame: event('frame', 'a frame was captured', {
    iface: IFACE,
    octets: field(OCTETS, 'octets captured'),
    length: field(FRAME_LENGTH, 'octets on the wire'),
    own: field(BOOLEAN, 'whether the node itself sent it'),
  }),
  'probe-sent': event('probe-sent', 'an echo request was sent', {
    stream: STREAM,
    sequence: SEQUENCE,
    identifier: optional(
      COUNT,
      'identifier of the echo request; only in a cluster, where other programs may ping as well',
    ),
  }),
  'probe-answered': event('probe-answered', 'a probe was answered', {
    stream: STREAM,
    sequence: SEQUENCE,
    from: field(IP, 'address that answered'),
    size: field(FRAME_LENGTH, 'octets of the ICMP message'),
    ttl: optional(wholeNumber(0, 255), 'time to live; absent for IPv6'),
    sentAt: field(MOMENT, 'when the request was sent'),
  }),
  'probe-refused': event('probe-refused', 'the request could not be sent or delivered', {
    stream: STREAM,
    sequence: SEQUENCE,
    from: field(TEXT, 'source of the error; the node itself if its own kernel refused'),
    reason: field(TEXT, 'reason in words'),
  }),
  neighbour: event('neighbour', 'state of a neighbour-cache entry', {
    iface: IFACE,
    ip: field(IP, 'address of the entry'),
    mac: optional(MAC, 'MAC in the entry; absent while there is none'),
    state: field(NEIGHBOUR_STATE, 'state of the entry'),
    source: field(wordsOf('announced', 'seen'), '`announced` by netlink, or `seen` when the cache was read'),
  }),
  address: event('address', 'an address was added to an interface or removed from it, or its use changed', {
    iface: IFACE,
    ip: field(IP, 'the address'),
    change: field(wordsOf('added', 'removed'), 'whether the interface now has it'),
    detection: optional(
      wordsOf('tentative', 'failed'),
      'IPv6 duplicate address detection: still running, or failed because another node has the address; in both cases the address is not used',
    ),
    protodown: optional(
      BOOLEAN,
      'present if the address itself did not change: whether a program now holds its interface down (protodown)',
    ),
  }),
  link: event('link', 'an interface gained or lost its carrier', {
    iface: IFACE,
    state: field(wordsOf('up', 'down'), 'whether it has a carrier now'),
  }),
  'capture-end': event('capture-end', 'a capture ended', {
    iface: IFACE,
    received: field(COUNT, 'frames received, as counted by the kernel'),
    dropped: field(COUNT, 'frames that the kernel dropped because its buffer was full'),
  }),
} satisfies EventsOfKind;
