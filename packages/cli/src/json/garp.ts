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
} from '@vip/analysis/internal/schema';
import type {FrameField} from '@vip/arp/describe';
import type {Owner} from '@vip/core/internal';
import type {NeighbourBelief} from '@vip/core/internal/verify';
import type {PrintingCommand} from './printed.js';
import {TICKLED} from './tickle.js';

const FRAME_FIELDS = {
  iface: field(TEXT, 'the interface'),
  ip: field(IP, 'address announced'),
  mac: field(MAC, 'MAC announced for it'),
  form: field(wordsOf('request', 'reply', 'advertisement'), '`advertisement` for IPv6'),
  targetMac: optional(MAC, 'field of the ARP packet'),
  octets: field(OCTETS, 'octets of the frame'),
};

const SENT_FIELDS = {
  at: field(MOMENT, 'when'),
  ...FRAME_FIELDS,
  round: field(COUNT, 'number of the round, from 1'),
};

const FIELD = object<Omit<FrameField, 'octets'> & {octets: string}>('frame-field', {
  offset: field(COUNT, 'offset from the first octet of the frame'),
  octets: field(OCTETS, 'octets of the field'),
  name: field(TEXT, 'name of the field'),
  value: field(TEXT, 'value, as it is usually written'),
  why: field(TEXT, 'why it has this value, or what it does'),
});

export const GARP_JSON: PrintingCommand = {
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
        sent: field(COUNT, 'frames sent'),
        failed: field(COUNT, 'frames that could not be sent'),
      }),
    },
    {
      kind: 'frame',
      means: 'with `--dry-run`: what would be sent',
      shape: untyped('garp-frame', {
        kind: field(wordsOf('frame'), 'what it is'),
        ...FRAME_FIELDS,
        rounds: field(COUNT, 'rounds in which it would be sent'),
        intervalNs: field(DURATION, 'interval between rounds'),
        paceNs: optional(
          DURATION,
          'average interval between frames of a round; absent if there is no pacing',
        ),
        fields: field(listOf(FIELD), 'fields of the frame, in wire order'),
      }),
    },
    {
      kind: 'owner',
      means: 'with `--detect`: another owner of the address',
      shape: object<Owner & {kind: string; at: bigint}>('garp-owner', {
        kind: field(wordsOf('owner'), 'what it is'),
        at: field(MOMENT, 'when'),
        ip: field(IP, 'the address'),
        mac: field(MAC, 'the owner'),
      }),
    },
    {
      kind: 'belief',
      means: 'with `--verify`: what a neighbour believes',
      shape: object<NeighbourBelief & {kind: string; at: bigint; step: string}>('garp-belief', {
        kind: field(wordsOf('belief'), 'what it is'),
        at: field(MOMENT, 'when'),
        vip: field(IP, 'the address that was announced'),
        neighbour: field(IP, 'neighbour asked'),
        neighbourMac: optional(MAC, 'its MAC; absent if it does not answer'),
        verdict: field(
          wordsOf('believes', 'disbelieves', 'unknown'),
          'whether it sends to the announced MAC',
        ),
        holds: optional(MAC, 'MAC to which its answer was addressed; absent if not seen'),
        via: optional(MAC, 'MAC through which its answer came, if not its own'),
        hasAsked: field({type: 'boolean'}, 'whether it had no entry and sent a request'),
        isSilent: field(
          {type: 'boolean'},
          'whether it answers another of our addresses, while nothing that it sends to this one is seen',
        ),
        step: field(
          wordsOf('announcement', 'other-form', 'past-locktime', 'unicast'),
          'last step tried before this answer',
        ),
      }),
    },
    {
      kind: 'verification',
      means: 'printed last: the final result for each neighbour asked',
      shape: untyped('garp-verification', {
        kind: field(wordsOf('verification'), 'what it is'),
        believed: field(COUNT, 'neighbours that send to the announced MAC'),
        disbelieved: field(COUNT, 'neighbours that do not'),
        unknown: field(COUNT, 'neighbours from which nothing was seen'),
      }),
    },
    TICKLED,
  ],
};
