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
} from '@vip/analysis/schema';
import type {Conflict, Flap, Move, ProbeSeen, ProxyAnswer, Return} from '@vip/arp/ownership';
import type {PrintingCommand} from './printed.js';

const FRAME_FIELDS = {
  frame: optional(COUNT, 'its number in the file, from 1'),
  at: field(MOMENT, 'when it was captured'),
  iface: field(TEXT, 'where; empty in a file that does not name it'),
  length: field(COUNT, 'octets on the wire'),
  own: optional(BOOLEAN, 'whether this machine sent it; absent in a file that does not tell'),
  packetType: optional(
    COUNT,
    'of a cooked capture: 0 to us, 1 broadcast, 2 multicast, 3 to another, 4 from us',
  ),
  interfaceIndex: optional(COUNT, 'of a cooked capture of version 2'),
  source: optional(MAC, 'of the frame; absent where it cannot be read'),
  destination: optional(MAC, 'of the frame; absent in a cooked capture'),
  vlans: optional(listOf(COUNT), 'its tags, the outermost first'),
  etherType: optional(COUNT, 'of what it carries'),
};

const CHANGE = {
  ip: field(IPV4, 'the address'),
  silenceNs: field(DURATION, 'since the other was last heard to claim it'),
};

const MOVED: ObjectShape = object<Move>('moved', {
  kind: field(wordsOf('moved'), 'what it is'),
  ...CHANGE,
  from: field(MAC, 'who had it'),
  to: field(MAC, 'who has it now'),
});

const RETURNED: ObjectShape = object<Return>('returned', {
  kind: field(wordsOf('returned'), 'what it is'),
  ...CHANGE,
  from: field(MAC, 'who had it'),
  to: field(MAC, 'who has it again'),
  absenceNs: field(DURATION, 'since who has it again was last heard to claim it'),
});

const FLAP: ObjectShape = object<Flap>('flap', {
  kind: field(wordsOf('flap'), 'what it is'),
  ...CHANGE,
  from: field(MAC, 'who had it'),
  to: field(MAC, 'who has it now'),
  changes: field(COUNT, 'of its owner within five minutes'),
});

const CONFLICT: ObjectShape = object<Conflict>('conflict', {
  kind: field(wordsOf('conflict'), 'what it is'),
  ...CHANGE,
  other: field(MAC, 'who claimed it before, and still does'),
  claimant: field(MAC, 'who claims it now'),
  evidence: field(wordsOf('both-speak', 'both-answer', 'alternating'), 'by what it is known'),
});

const PROXY: ObjectShape = object<ProxyAnswer>('proxy', {
  kind: field(wordsOf('proxy'), 'what it is'),
  ...CHANGE,
  owner: field(MAC, 'who has it'),
  proxy: field(MAC, 'who answers for it as well'),
  addresses: field(COUNT, 'of others that it answers for'),
});

const PROBE: ObjectShape = object<ProbeSeen>('probe', {
  kind: field(wordsOf('probe'), 'what it is'),
  ip: field(IPV4, 'the address'),
  owner: field(MAC, 'who has it'),
  prober: field(MAC, 'who asks whether it is in use'),
});

const IGNORER = untyped('capture-ignorer', {
  name: field(TEXT, 'of a program or system'),
  when: field(TEXT, 'it ignores it'),
});

export const CAPTURE: PrintingCommand = {
  command: 'vip capture --json',
  about: '',
  objects: [
    {
      kind: 'arp',
      means: 'a frame of ARP',
      shape: untyped('capture-arp', {
        kind: field(wordsOf('arp'), 'what it is'),
        ...FRAME_FIELDS,
        operation: field(wordsOf('request', 'reply'), 'of ARP'),
        senderMac: field(MAC, 'of ARP'),
        senderIp: field(IPV4, 'of ARP'),
        targetMac: field(MAC, 'of ARP'),
        targetIp: field(IPV4, 'of ARP'),
        purpose: field(wordsOf('request', 'reply', 'probe', 'announcement'), 'what it is for'),
        form: optional(wordsOf('request', 'reply'), 'of an announcement'),
        target: optional(wordsOf('broadcast', 'zero', 'self', 'other'), 'of an announcement'),
        dialect: optional(TEXT, 'of an announcement or a probe: how it is made'),
        speakers: optional(listOf(TEXT), 'who makes it so'),
        ignoredBy: optional(listOf(IGNORER), 'who ignores it'),
        warnings: optional(listOf(TEXT), 'what is wrong with it'),
        moved: optional(MOVED, 'the address has another owner'),
        returned: optional(RETURNED, 'the address has a former owner again'),
        flap: optional(FLAP, 'the address goes to and fro'),
        conflict: optional(CONFLICT, 'two claim the address'),
        proxy: optional(PROXY, 'somebody answers for others as well'),
        probe: optional(PROBE, 'somebody asks whether an owned address is in use'),
      }),
    },
    {
      kind: 'discovery',
      means: 'a solicitation or an advertisement of IPv6',
      shape: untyped('capture-discovery', {
        kind: field(wordsOf('discovery'), 'what it is'),
        ...FRAME_FIELDS,
        type: field(wordsOf('solicitation', 'advertisement'), 'of the message'),
        target: field(IP, 'the address that it is about'),
        sourceIp: field(IP, 'of the packet'),
        destinationIp: field(IP, 'of the packet'),
        mac: optional(MAC, 'that it teaches'),
        solicited: optional(BOOLEAN, 'of an advertisement: whether it answers somebody'),
        override: optional(BOOLEAN, 'of an advertisement: whether another MAC is replaced'),
      }),
    },
    {
      kind: 'frame',
      means: 'another frame, or one that cannot be read',
      shape: untyped('capture-frame', {
        kind: field(wordsOf('frame'), 'what it is'),
        ...FRAME_FIELDS,
        foreign: optional(TEXT, 'RARP or InARP'),
        problem: optional(TEXT, 'why it cannot be read'),
      }),
    },
    {
      kind: 'summary',
      means: 'the last',
      shape: untyped('capture-summary', {
        kind: field(wordsOf('summary'), 'what it is'),
        shown: field(COUNT, 'frames'),
        written: optional(COUNT, 'frames, with `--write`'),
        received: field(COUNT, 'frames, as the kernel counts them'),
        dropped: field(COUNT, 'frames that the kernel had no room for'),
        damage: optional(TEXT, 'what is wrong with a file that is cut off or damaged'),
      }),
    },
  ],
};
