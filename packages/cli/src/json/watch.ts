/**
 * @module
 */

import {WATCH_EVENTS, WATCH_STATE} from '@vip/analysis/internal/schema';
import type {PrintingCommand} from './printed.js';

const MEANINGS: Readonly<Record<keyof typeof WATCH_EVENTS, string>> = {
  owner: 'the owner of an address, when it is first known',
  moved: 'an address changed owner; reported again once it is known what went wrong',
  dark: 'no client that asks is answered any longer, by the address or by one of its services',
  'dark-over': 'an address, or a service, is answered again; `id` is that of `dark`',
  'two-owners': 'two machines have the address',
  'two-owners-over': 'neither contradicted the other for half a minute',
  announced: 'a set of announcements that says something new',
  asked:
    'the times at which an address was asked, reported every quarter of an hour and at the end; outside those times, silence says nothing about it',
  fault: 'anything else that `vip explain` finds fault with',
  'advert-gap': 'the master of a virtual router is no longer heard, and no other has taken over',
  'advert-gap-over': 'a master is heard again',
  watch: 'about the watch itself: its clock, its interfaces, its files',
};

export const WATCH_JSON: PrintingCommand = {
  command: 'vip watch --json',
  about:
    'Events as they happen. One that is reported again, with the same `id` and a higher `revision`, replaces the earlier one.',
  objects: [
    ...Object.entries(WATCH_EVENTS).map(([kind, shape]) => {
      return {kind, means: MEANINGS[kind as keyof typeof WATCH_EVENTS], shape};
    }),
    {
      kind: 'watch-state',
      means: 'on SIGUSR2, and in the file of `--state`: the current owners',
      shape: WATCH_STATE,
    },
  ],
};
