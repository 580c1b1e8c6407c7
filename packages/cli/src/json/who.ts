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
} from '@vip/analysis/internal/schema';
import type {Answerer} from '@vip/core/internal';
import type {PrintingCommand} from './printed.js';

const VIRTUAL = untyped('who-virtual', {
  protocol: field(wordsOf('vrrp', 'hsrp', 'glbp'), 'protocol of the virtual router'),
  family: optional(wordsOf('IPv4', 'IPv6'), 'address family; absent for GLBP, which has one MAC for both'),
  version: optional(COUNT, 'HSRP version'),
  id: field(COUNT, 'VRID or group number'),
  forwarder: optional(COUNT, 'GLBP forwarder number'),
});

export const WHO_JSON: PrintingCommand = {
  command: 'vip who --json',
  about: '',
  objects: [
    {
      kind: 'answerer',
      means: 'a host answers for the address',
      shape: object<Answerer & {kind: string; at: bigint; ip: string}>('who-answerer', {
        kind: field(wordsOf('answerer'), 'what it is'),
        at: field(MOMENT, 'when this was printed'),
        ip: field(IP, 'the address'),
        mac: field(MAC, 'MAC that answers'),
        answered: field(COUNT, 'requests that it answered'),
        first: field(COUNT, 'requests that it answered first'),
        quickestNs: field(DURATION, 'its shortest response time'),
        isProxy: field(BOOLEAN, 'whether it also answers for an unused address'),
        virtual: optional(VIRTUAL, 'the virtual router to which the MAC belongs'),
        host: field(COUNT, 'number of the host, from 1; MACs with the same number belong to one host'),
      }),
    },
    {
      kind: 'summary',
      means: 'printed last',
      shape: untyped('who-summary', {
        kind: field(wordsOf('summary'), 'what it is'),
        ip: field(IP, 'the address'),
        asked: field(COUNT, 'requests sent'),
        owners: field(COUNT, 'hosts that answered, plus this machine if it has the address'),
        isCertain: field(BOOLEAN, 'false if some of these may be one host with several interfaces'),
        isOurs: field(BOOLEAN, 'whether this machine has the address'),
        uncounted: field(COUNT, 'answers from MACs beyond the 1024 that are tracked'),
        dropped: field(COUNT, 'frames that the kernel dropped because its buffer was full'),
      }),
    },
  ],
};
