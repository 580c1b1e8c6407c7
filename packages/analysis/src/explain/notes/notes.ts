/**
 * All notes about an address. Each is a function, in a file with others about the same subject. Pure.
 *
 * @module
 */

import {asides} from './asides.js';
import {askerMoved} from './askers.js';
import {clockStepped, outOfOrder} from './capture.js';
import {anycast, firstClaim, invalid, probeDefended, requestsAlone} from './claims.js';
import {sampled} from './crowd.js';
import {gatewayUnanswered} from './gateway.js';
import {migrated, taughtOtherMac} from './machines.js';
import {missingPings} from './missing-pings.js';
import {unserved} from './never-served.js';
import {notAsked} from './not-asked.js';
import type {Note, NoteContext} from './note.js';
import {unansweredAtEnd} from './open-at-end.js';
import {answeredElsewhere, answersGoElsewhere} from './other-path.js';
import {questionsLost} from './packet-loss.js';
import {requestsUnanswered} from './requests.js';
import {reused} from './reuse.js';
import {checksumsWrong, nobodyReadsVrrp, priorityFell} from './routers.js';
import {sessionsBeyond, sessionsReset} from './sessions.js';
import {signatures} from './signatures.js';

export function notesOf(given: NoteContext): Note[] {
  return NOTES.flatMap(note => note(given));
}

const NOTES: readonly ((given: NoteContext) => Note[])[] = [
  firstClaim,
  reused,
  notAsked,
  gatewayUnanswered,
  unserved,
  requestsUnanswered,
  unansweredAtEnd,
  questionsLost,
  missingPings,
  sessionsReset,
  sessionsBeyond,
  sampled,
  asides,
  taughtOtherMac,
  anycast,
  probeDefended,
  answeredElsewhere,
  answersGoElsewhere,
  invalid,
  priorityFell,
  requestsAlone,
  migrated,
  askerMoved,
  nobodyReadsVrrp,
  checksumsWrong,
  signatures,
  clockStepped,
  outOfOrder,
];
