/**
 * A sender to an address, as facts.
 *
 * @module
 */

import {addressOfKey, macOfNumber} from '@vip/arp';
import type {CaptureClock} from '../../capture/capture-clock.js';
import type {MissingPings, ReturnedRun, Sender, SentRun} from '../facts.js';
import {type Answering, darkOfOne, serviceStretches} from '../gaps/dark-stretches.js';
import type {MissingPings as CountedPings} from '../questions/ping-pace.js';
import type {Asker} from './asker.js';
import type {GrowingRun} from './belief-run.js';
import type {ReturnedRuns} from './returned-runs.js';

export interface AboutSender {
  /** Whether its MAC seems to be a router's. */
  readonly isRouted: boolean;
  /** What the address answered, anybody. */
  readonly answering: Answering;
}

export function senderFacts(asker: Asker, {isRouted, answering}: AboutSender): Sender {
  const {key, mac, runs, kinds, outages, isForwarded, isLocal, tcp, clock} = asker;
  // A source that was accepted, but never went on, need not be a client that misses anything.
  const isNobody = answering === 'services' && kinds.isAnswered && !asker.hasGoneOn;
  const missing = asker.echoes?.pace.missing;
  return {
    ip: addressOfKey(key),
    mac: macOfNumber(mac),
    isRouted: isForwarded || (isRouted && !isLocal),
    runs: runs.all.map(run => runFacts(run, clock)),
    dark: isNobody ? [] : darkOfOne(outages, clock, answering),
    asked: [...kinds.values()].map(({protocol, port, settled, answered, late, assumed, own}) => {
      const dark = isNobody ? [] : serviceStretches(own, clock);
      return {protocol, port, settled, answered, late, assumed, dark};
    }),
    askedBeyond: kinds.forgotten,
    sessions: (tcp?.sessions ?? []).map(session => session.facts()),
    ...(missing === undefined ? {} : {missing: missingFacts(missing, clock)}),
    ...(asker.returned === undefined ? {} : {returned: returnedFacts(asker.returned, clock)}),
  };
}

function missingFacts(
  {count, beforeNs, beforeFrame, afterNs, afterFrame}: CountedPings,
  clock: CaptureClock,
): MissingPings {
  return {
    count,
    before: {at: clock.at(beforeNs), frame: beforeFrame},
    after: {at: clock.at(afterNs), frame: afterFrame},
  };
}

function returnedFacts({all}: ReturnedRuns, clock: CaptureClock): ReturnedRun[] {
  return all.flatMap(run => {
    const to = macOfNumber(run.mac);
    if (to === undefined) return [];
    const {first, last} = run.marks(clock);
    return [{to, first, last, count: run.count}];
  });
}

function runFacts(run: GrowingRun, clock: CaptureClock): SentRun {
  const {count, answered, unanswered, refused, overtaken, cause} = run;
  const {first, last, firstAnswer, lastAnswer, firstUnanswered, lastUnanswered, firstRefusal} =
    run.marks(clock);
  return {
    ...{to: macOfNumber(run.mac), first, last, count, answered, unanswered, refused, overtaken},
    ...(firstUnanswered === undefined || lastUnanswered === undefined
      ? {}
      : {firstUnanswered, lastUnanswered}),
    ...(firstAnswer === undefined || lastAnswer === undefined ? {} : {firstAnswer, lastAnswer}),
    ...(firstRefusal === undefined ? {} : {firstRefusal}),
    ...(cause === undefined ? {} : {cause}),
  };
}
