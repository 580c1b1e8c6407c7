/**
 * Stretches in which single askers were not answered, while others were.
 *
 * @module
 */

import type {DarkStretch, Sender} from '../../conversations/facts.js';
import type {AddressFacts} from '../facts.js';
import {type Draft, finding} from '../verdict.js';
import {darkText} from '../words/dark-text.js';
import {RECOVERED} from './asked-alone.js';
import {reported} from './behind-router.js';
import {who} from './case.js';
import {pingsAlone, withAllWays} from './pings-alone.js';

/** One finding for all of them: a switch that reboots is a single cause. */
export function ofAskers(
  address: AddressFacts,
  all: readonly {readonly sender: Sender; readonly dark: DarkStretch}[],
): Draft[] {
  const [first] = all;
  if (first === undefined) return [];
  const worst = all.reduce(
    (most, one) => (one.dark.bounds.leastNs > most.dark.bounds.leastNs ? one : most),
    first,
  );
  const askers = [...new Set(all.map(({sender}) => sender))];
  const {dark} = worst;
  const words = `For ${who(askers)} only, there was ${darkText(dark)}, while others were answered or did not ask${reported(address, dark, askers)}${pingsAlone(address, dark)}`;
  const found = finding('OUTAGE', `${words}.`, [dark.lastAnswer, dark.firstUnanswered, dark.firstAnswer]);
  const told = {...found, consequence: dark.firstAnswer === undefined ? OF_SOME : RECOVERED};
  return [withAllWays(address, dark, told)];
}

const OF_SOME =
  'these clients get no answer until their entry for the address, or the path to it, is right again';
