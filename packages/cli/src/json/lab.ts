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
} from '@vip/analysis/internal/schema';
import type {LabState, ObserverState} from '@vip/core/internal';
import type {PrintingCommand} from './printed.js';

const OBSERVER = object<ObserverState>('lab-observer', {
  name: field(TEXT, 'name of the observer'),
  ip: field(IP, 'address of the entry: the VIP, or the gateway to it'),
  mac: optional(MAC, 'MAC in the entry'),
  state: field(NEIGHBOUR_STATE, 'state of the entry'),
  sent: field(COUNT, 'pings in the last second'),
  answered: field(COUNT, 'of these, those that were answered'),
});

export const LAB_JSON: PrintingCommand = {
  command: 'vip lab --json',
  about: '',
  objects: [
    {
      kind: 'ready',
      means: 'the lab is ready',
      shape: untyped('lab-ready', {
        kind: field(wordsOf('ready'), 'what it is'),
        name: field(TEXT, 'its name for other commands'),
        topology: field(TEXT, 'the name of its topology'),
      }),
    },
    {
      kind: 'state',
      means: 'printed whenever something has changed',
      shape: object<LabState & {kind: string}>('lab-state', {
        kind: field(wordsOf('state'), 'what it is'),
        holders: field(listOf(TEXT), 'nodes that have the VIP'),
        observers: field(listOf(OBSERVER), 'cache entry and answers of each observer'),
      }),
    },
  ],
};
