/**
 * @module
 */

import {
  COUNT,
  DURATION,
  field,
  IP,
  listOf,
  MAC,
  MOMENT,
  OCTETS,
  object,
  optional,
  TEXT,
  untyped,
  wordsOf,
} from '@vip/analysis/schema';
import type {FrameField} from '@vip/arp/describe';
import type {Owner} from '@vip/core';
import type {Belief} from '@vip/core/verify';
import type {PrintingCommand} from './printed.js';

const FRAME_FIELDS = {
  iface: field(TEXT, 'the interface'),
  ip: field(IP, 'the address that is announced'),
  mac: field(MAC, 'the MAC that it is given'),
  form: field(wordsOf('request', 'reply', 'advertisement'), '`advertisement` for IPv6'),
  targetMac: optional(MAC, 'of ARP'),
  octets: field(OCTETS, 'of the frame'),
};

const SENT_FIELDS = {
  at: field(MOMENT, 'when'),
  ...FRAME_FIELDS,
  round: field(COUNT, 'from 1'),
};

const FIELD = object<Omit<FrameField, 'octets'> & {octets: string}>('frame-field', {
  offset: field(COUNT, 'from the first octet of the frame'),
  octets: field(OCTETS, 'of the field'),
  name: field(TEXT, 'of the field'),
  value: field(TEXT, 'as people write it'),
  why: field(TEXT, 'it is what it is, or what it does'),
});

export const GARP: PrintingCommand = {
  command: 'vip garp --json',
  about: '',
  objects: [
    {
      kind: 'sent',
      means: 'a frame left the machine',
      shape: untyped('garp-sent', {kind: field(wordsOf('sent'), 'what it is'), ...SENT_FIELDS}),
    },
    {
      kind: 'failed',
      means: 'a frame could not be sent',
      shape: untyped('garp-failed', {kind: field(wordsOf('failed'), 'what it is'), ...SENT_FIELDS}),
    },
    {
      kind: 'summary',
      means: 'after the last frame',
      shape: untyped('garp-summary', {
        kind: field(wordsOf('summary'), 'what it is'),
        sent: field(COUNT, 'frames'),
        failed: field(COUNT, 'frames'),
      }),
    },
    {
      kind: 'frame',
      means: 'with `--dry-run`: what would be sent',
      shape: untyped('garp-frame', {
        kind: field(wordsOf('frame'), 'what it is'),
        ...FRAME_FIELDS,
        rounds: field(COUNT, 'in which it would be sent'),
        intervalNs: field(DURATION, 'between two rounds'),
        paceNs: optional(DURATION, 'between two frames of a round, on average; absent for none'),
        fields: field(listOf(FIELD), 'of the frame, in the order of the wire'),
      }),
    },
    {
      kind: 'owner',
      means: 'with `--detect`: somebody else who has the address',
      shape: object<Owner & {kind: string; at: bigint}>('garp-owner', {
        kind: field(wordsOf('owner'), 'what it is'),
        at: field(MOMENT, 'when'),
        ip: field(IP, 'the address'),
        mac: field(MAC, 'who has it'),
      }),
    },
    {
      kind: 'belief',
      means: 'with `--verify`: what a neighbour believes',
      shape: object<Belief & {kind: string; at: bigint; step: string}>('garp-belief', {
        kind: field(wordsOf('belief'), 'what it is'),
        at: field(MOMENT, 'when'),
        vip: field(IP, 'the address that was announced'),
        neighbour: field(IP, 'who was asked'),
        neighbourMac: optional(MAC, 'absent when nobody answers for it'),
        verdict: field(
          wordsOf('believes', 'disbelieves', 'unknown'),
          'whether it sends to the MAC announced',
        ),
        holds: optional(MAC, 'the MAC its answer was addressed to; absent when not seen'),
        via: optional(MAC, 'the MAC its answer came through, when not its own'),
        hasAsked: field({type: 'boolean'}, 'whether it had no entry and asked'),
        isSilent: field(
          {type: 'boolean'},
          'whether it answers another address of ours, and nothing that it sends to this one is seen',
        ),
        step: field(
          wordsOf('announcement', 'other-form', 'past-locktime', 'unicast'),
          'what had been tried until then',
        ),
      }),
    },
    {
      kind: 'verification',
      means: 'the last: of those asked, what was found last',
      shape: untyped('garp-verification', {
        kind: field(wordsOf('verification'), 'what it is'),
        believed: field(COUNT, 'neighbours'),
        disbelieved: field(COUNT, 'neighbours'),
        unknown: field(COUNT, 'neighbours'),
      }),
    },
  ],
};
