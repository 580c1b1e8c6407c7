/**
 * Notes about an address: worth knowing, but not faults. Each note is a function, grouped in files by subject. Pure.
 *
 * @module
 */

import {asides} from './notes/asides.js';
import {askerMoved} from './notes/askers.js';
import {clockStepped, outOfOrder} from './notes/capture.js';
import {anycast, firstClaim, invalid, probeDefended, requestsAlone} from './notes/claims.js';
import {migrated, taughtOtherMac} from './notes/machines.js';
import {unserved} from './notes/never-served.js';
import {notAsked} from './notes/not-asked.js';
import type {Given, Note} from './notes/note.js';
import {answeredElsewhere} from './notes/other-path.js';
import {reused} from './notes/reuse.js';
import {nobodyReadsVrrp, priorityFell} from './notes/routers.js';
import {sessionsBeyond, sessionsReset} from './notes/sessions.js';
import {signatures} from './notes/signatures.js';

export function notesOf(given: Given): Note[] {
  return NOTES.flatMap(note => note(given));
}

const NOTES: readonly ((given: Given) => Note[])[] = [
  firstClaim,
  reused,
  notAsked,
  unserved,
  sessionsReset,
  sessionsBeyond,
  asides,
  taughtOtherMac,
  anycast,
  probeDefended,
  answeredElsewhere,
  invalid,
  priorityFell,
  requestsAlone,
  migrated,
  askerMoved,
  nobodyReadsVrrp,
  signatures,
  clockStepped,
  outOfOrder,
];
