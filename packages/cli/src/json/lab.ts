/**
 * @module
 */

import {
  COUNT,
  field,
  IP,
  listOf,
  MAC,
  NEIGHBOUR_STATE,
  object,
  optional,
  TEXT,
  untyped,
  wordsOf,
} from '@vip/analysis/schema';
import type {LabState, ObserverState} from '@vip/core';
import type {PrintingCommand} from './printed.js';

const OBSERVER = object<ObserverState>('lab-observer', {
  name: field(TEXT, 'of the observer'),
  ip: field(IP, 'whose entry it is: the VIP, or the gateway to it'),
  mac: optional(MAC, 'of the entry'),
  state: field(NEIGHBOUR_STATE, 'of the entry'),
  sent: field(COUNT, 'pings in the last second'),
  answered: field(COUNT, 'of them'),
});

export const LAB: PrintingCommand = {
  command: 'vip lab --json',
  about: '',
  objects: [
    {
      kind: 'ready',
      means: 'the lab stands',
      shape: untyped('lab-ready', {
        kind: field(wordsOf('ready'), 'what it is'),
        name: field(TEXT, 'the name for other commands to use'),
      }),
    },
    {
      kind: 'state',
      means: 'whenever something has changed',
      shape: object<LabState & {kind: string}>('lab-state', {
        kind: field(wordsOf('state'), 'what it is'),
        holders: field(listOf(TEXT), 'the nodes that have the VIP'),
        observers: field(listOf(OBSERVER), 'what each believes and gets'),
      }),
    },
  ],
};
