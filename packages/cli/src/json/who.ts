/**
 * @module
 */

import {
  BOOLEAN,
  COUNT,
  DURATION,
  field,
  IP,
  MAC,
  MOMENT,
  object,
  optional,
  untyped,
  wordsOf,
} from '@vip/analysis/schema';
import type {Answerer} from '@vip/core';
import type {PrintingCommand} from './printed.js';

const VIRTUAL = untyped('who-virtual', {
  protocol: field(wordsOf('vrrp', 'hsrp', 'glbp'), 'of the router'),
  family: optional(wordsOf('IPv4', 'IPv6'), 'that it is for; absent of GLBP, which has one MAC for both'),
  version: optional(COUNT, 'of HSRP'),
  id: field(COUNT, 'of the router, or the group'),
  forwarder: optional(COUNT, 'of GLBP'),
});

export const WHO: PrintingCommand = {
  command: 'vip who --json',
  about: '',
  objects: [
    {
      kind: 'answerer',
      means: 'somebody answers for the address',
      shape: object<Answerer & {kind: string; at: bigint; ip: string}>('who-answerer', {
        kind: field(wordsOf('answerer'), 'what it is'),
        at: field(MOMENT, 'when it was said'),
        ip: field(IP, 'the address'),
        mac: field(MAC, 'who answers'),
        answered: field(COUNT, 'questions'),
        first: field(COUNT, 'of them, as the first'),
        quickestNs: field(DURATION, 'from a question to its quickest answer'),
        isProxy: field(BOOLEAN, 'whether it answers for an address that nobody has as well'),
        virtual: optional(VIRTUAL, 'the virtual router whose MAC it is'),
        host: field(COUNT, 'which host it is, from 1; those with the same number are one'),
      }),
    },
    {
      kind: 'summary',
      means: 'the last',
      shape: untyped('who-summary', {
        kind: field(wordsOf('summary'), 'what it is'),
        ip: field(IP, 'the address'),
        asked: field(COUNT, 'how often'),
        owners: field(COUNT, 'hosts that answered, and this machine if it has the address'),
        isCertain: field(BOOLEAN, 'false where some of the hosts may be one with several interfaces'),
        isOurs: field(BOOLEAN, 'whether this machine has it'),
        uncounted: field(COUNT, 'answers from still other MACs than the 1024 that are counted'),
        dropped: field(COUNT, 'frames that the kernel had no room for'),
      }),
    },
  ],
};
