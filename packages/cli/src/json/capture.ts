/**
 * @module
 */

import {
  BOOLEAN,
  COUNT,
  DURATION,
  field,
  IP,
  IPV4,
  listOf,
  MAC,
  MOMENT,
  type ObjectShape,
  object,
  optional,
  TEXT,
  untyped,
  wordsOf,
} from '@vip/analysis/internal/schema';
import type {Conflict, Flap, Move, ProbeSeen, ProxyAnswer, Return} from '@vip/arp/ownership';
import type {PrintingCommand} from './printed.js';

const FRAME_FIELDS = {
  frame: optional(COUNT, 'its number in the file, from 1'),
  at: field(MOMENT, 'when it was captured'),
  iface: field(TEXT, 'interface; empty if the file does not name it'),
  length: field(COUNT, 'octets on the wire'),
  own: optional(BOOLEAN, 'whether this machine sent it; absent if the file does not say'),
  packetType: optional(
    COUNT,
    'cooked capture: 0 to us, 1 broadcast, 2 multicast, 3 to another host, 4 from us',
  ),
  interfaceIndex: optional(COUNT, 'cooked capture, version 2'),
  source: optional(MAC, 'source MAC; absent if it cannot be read'),
  destination: optional(MAC, 'destination MAC; absent in a cooked capture'),
  vlans: optional(listOf(COUNT), 'VLAN IDs of its tags, outermost first'),
  etherType: optional(COUNT, 'EtherType of its payload'),
};

const CHANGE = {
  ip: field(IPV4, 'the address'),
  silenceNs: field(DURATION, 'since the other MAC was last heard to claim it'),
};

const MOVED: ObjectShape = object<Move>('moved', {
  kind: field(wordsOf('moved'), 'what it is'),
  ...CHANGE,
  from: field(MAC, 'the previous owner'),
  to: field(MAC, 'the new owner'),
});

const RETURNED: ObjectShape = object<Return>('returned', {
  kind: field(wordsOf('returned'), 'what it is'),
  ...CHANGE,
  from: field(MAC, 'the previous owner'),
  to: field(MAC, 'the owner again'),
  absenceNs: field(DURATION, 'since the owner was last heard to claim it'),
});

const FLAP: ObjectShape = object<Flap>('flap', {
  kind: field(wordsOf('flap'), 'what it is'),
  ...CHANGE,
  from: field(MAC, 'the previous owner'),
  to: field(MAC, 'the new owner'),
  changes: field(COUNT, 'changes of owner within five minutes'),
});

const CONFLICT: ObjectShape = object<Conflict>('conflict', {
  kind: field(wordsOf('conflict'), 'what it is'),
  ...CHANGE,
  other: field(MAC, 'the earlier claimant, which still claims it'),
  claimant: field(MAC, 'the new claimant'),
  evidence: field(wordsOf('both-speak', 'both-answer', 'alternating'), 'how it was detected'),
});

const PROXY: ObjectShape = object<ProxyAnswer>('proxy', {
  kind: field(wordsOf('proxy'), 'what it is'),
  ...CHANGE,
  owner: field(MAC, 'the owner'),
  proxy: field(MAC, 'the proxy that answers for it as well'),
  addresses: field(COUNT, 'other addresses that it answers for'),
});

const PROBE: ObjectShape = object<ProbeSeen>('probe', {
  kind: field(wordsOf('probe'), 'what it is'),
  ip: field(IPV4, 'the address'),
  owner: field(MAC, 'the owner'),
  prober: field(MAC, 'sender of the probe'),
});

const IGNORER = untyped('capture-ignorer', {
  name: field(TEXT, 'name of a program or system'),
  when: field(TEXT, 'in which case it ignores the frame'),
});

export const CAPTURE_JSON: PrintingCommand = {
  command: 'vip capture --json',
  about: '',
  objects: [
    {
      kind: 'arp',
      means: 'an ARP frame',
      shape: untyped('capture-arp', {
        kind: field(wordsOf('arp'), 'what it is'),
        ...FRAME_FIELDS,
        operation: field(wordsOf('request', 'reply'), 'field of the ARP packet'),
        senderMac: field(MAC, 'field of the ARP packet'),
        senderIp: field(IPV4, 'field of the ARP packet'),
        targetMac: field(MAC, 'field of the ARP packet'),
        targetIp: field(IPV4, 'field of the ARP packet'),
        purpose: field(wordsOf('request', 'reply', 'probe', 'announcement'), 'what it is for'),
        form: optional(wordsOf('request', 'reply'), 'form of an announcement'),
        target: optional(wordsOf('broadcast', 'zero', 'self', 'other'), 'target MAC of an announcement'),
        dialect: optional(TEXT, 'dialect of an announcement or a probe'),
        speakers: optional(listOf(TEXT), 'programs and systems that use this dialect'),
        ignoredBy: optional(listOf(IGNORER), 'programs and systems that ignore it'),
        warnings: optional(listOf(TEXT), 'what is wrong with it'),
        moved: optional(MOVED, 'the address has another owner'),
        returned: optional(RETURNED, 'the address has returned to a former owner'),
        flap: optional(FLAP, 'the address is flapping'),
        conflict: optional(CONFLICT, 'two MACs claim the address'),
        proxy: optional(PROXY, 'a proxy answers for other addresses as well'),
        probe: optional(PROBE, 'an owned address is probed (RFC 5227)'),
      }),
    },
    {
      kind: 'discovery',
      means: 'an IPv6 neighbour solicitation or advertisement',
      shape: untyped('capture-discovery', {
        kind: field(wordsOf('discovery'), 'what it is'),
        ...FRAME_FIELDS,
        type: field(wordsOf('solicitation', 'advertisement'), 'type of the message'),
        target: field(IP, 'target address'),
        sourceIp: field(IP, 'source address'),
        destinationIp: field(IP, 'destination address'),
        mac: optional(MAC, 'link-layer address option'),
        solicited: optional(BOOLEAN, 'advertisement: the Solicited flag'),
        override: optional(BOOLEAN, 'advertisement: the Override flag'),
      }),
    },
    {
      kind: 'frame',
      means: 'any other frame, or one that cannot be read',
      shape: untyped('capture-frame', {
        kind: field(wordsOf('frame'), 'what it is'),
        ...FRAME_FIELDS,
        foreign: optional(TEXT, 'RARP or InARP'),
        problem: optional(TEXT, 'why it cannot be read'),
      }),
    },
    {
      kind: 'summary',
      means: 'printed last',
      shape: untyped('capture-summary', {
        kind: field(wordsOf('summary'), 'what it is'),
        shown: field(COUNT, 'frames printed'),
        written: optional(COUNT, 'frames written, with `--write`'),
        received: field(COUNT, 'frames received, as counted by the kernel'),
        dropped: field(COUNT, 'frames that the kernel dropped because its buffer was full'),
        damage: optional(TEXT, 'what is wrong with a truncated or damaged file'),
      }),
    },
  ],
};
