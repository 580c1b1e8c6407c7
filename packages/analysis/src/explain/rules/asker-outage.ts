/**
 * Stretches in which single askers were not answered, while others were.
 *
 * @module
 */

import type {DarkStretch, Sender} from '../../conversations/facts.js';
import {type Draft, finding} from '../verdict.js';
import {darkText} from '../words/dark-text.js';
import {passedOn} from './across-router.js';
import {RECOVERED} from './asked-alone.js';
import {reported} from './behind-router.js';
import {who} from './case.js';
import {unlessStreamed} from './one-way.js';
import {pingsAlone, withAllWays} from './pings-alone.js';
import {ofRouter} from './router-fault.js';
import type {Steady} from './steady-case.js';

interface Missed {
  readonly sender: Sender;
  readonly dark: DarkStretch;
}

/** One finding for all of them: a switch that reboots is a single cause. */
export function ofAskers(
  given: Pick<Steady, 'address' | 'beyond' | 'capture'>,
  missed: readonly Missed[],
): Draft[] {
  // A stream that needs no answer shows less than the questions of another asker.
  const streamed = missed.filter(({dark}) => dark.isStreamed === true);
  const asked = missed.filter(({dark}) => dark.isStreamed !== true);
  return [...ofSome(given, asked), ...ofSome(given, streamed)];
}

function ofSome(given: Pick<Steady, 'address' | 'beyond' | 'capture'>, missed: readonly Missed[]): Draft[] {
  const {address} = given;
  const drafts = missed.map(one => ({...one, passed: passedOn(given, one.dark, [one.sender])}));
  const passed = onePerVerdict(drafts.flatMap(one => one.passed ?? []));
  const all = drafts.filter(one => one.passed === undefined);
  const [first] = all;
  if (first === undefined) return passed;
  const worst = all.reduce(
    (most, one) => (one.dark.bounds.leastNs > most.dark.bounds.leastNs ? one : most),
    first,
  );
  const askers = [...new Set(all.map(({sender}) => sender))];
  const {dark} = worst;
  const words = `For ${who(askers)} only, there was ${darkText(dark)}, while others were answered or did not ask${reported(address, dark, askers)}${pingsAlone(address, dark)}`;
  const found = finding('OUTAGE', `${words}.`, [dark.lastAnswer, dark.firstUnanswered, dark.firstAnswer]);
  const told = {...found, consequence: dark.firstAnswer === undefined ? OF_SOME : RECOVERED};
  const draft = withAllWays(address, dark, told);
  return [...passed, unlessStreamed(ofRouter(given, dark, askers)?.(draft) ?? draft, dark)];
}

/** One of those with the same verdict: a move that many of them missed is a single cause. */
function onePerVerdict(drafts: readonly Draft[]): Draft[] {
  return [...new Map(drafts.toReversed().map(draft => [draft.verdict, draft])).values()];
}

const OF_SOME =
  'these clients get no answer until their entry for the address, or the path to it, is right again';
