/**
 * An address that seems silent, in a capture that has only one half of its conversations.
 *
 * @module
 */

import {sum} from '../../collections/sum.js';
import {capitalised} from '../../findings/sentence.js';
import {worstBy} from '../../outages/outage.js';
import {counted, times} from '../../text/count-text.js';
import {isOutage} from '../outages/outage-threshold.js';
import {earliest, latest} from '../scope.js';
import {cannotTell, type Draft} from '../verdict.js';
import {darkText} from '../words/dark-text.js';
import {framesSpoken} from '../words/frame-naming.js';
import type {Steady} from './steady-case.js';

export function otherWay({address, threshold}: Steady): Draft[] {
  const {halves = [], silences = []} = address.otherWay ?? {};
  const worst = worstBy(
    silences.filter(dark => isOutage(dark, threshold)),
    ({bounds}) => bounds,
  );
  const [first] = halves;
  if (worst === undefined || first === undefined) return [];
  const {lastAnswer, firstUnanswered} = worst;
  const words = `${capitalised(darkText(worst))}; but only half of some conversations is in this capture: ${shown(halves)}. Answers take a different path, so their absence here is no evidence`;
  return [
    cannotTell(
      'half of some conversations not captured',
      `${words}.`,
      [lastAnswer, firstUnanswered, first.first],
      REMEDY,
    ),
  ];
}

/** The evidence of either kind, in words. */
function shown(halves: NonNullable<Steady['address']['otherWay']>['halves']): string {
  return (['answers', 'questions'] as const)
    .flatMap(unseen => {
      const own = halves.filter(half => half.unseen === unseen);
      const first = earliest(own.map(half => half.first));
      const last = latest(own.map(half => half.last));
      if (first === undefined || last === undefined) return [];
      const count = sum(own, half => half.count);
      const where = framesSpoken(first, last);
      return unseen === 'answers'
        ? [`${times(count)}, a client carried on as it would only after an answer (${where})`]
        : [`${counted(count, 'answer')} to questions that are not here (${where})`];
    })
    .join(', and ');
}

const REMEDY =
  'Capture where both directions pass: at the bond itself and not at one of its ports (tcpdump -i bond0), at the client, or at all ports at ' +
  'the same time, with vip explain reading the files together.';
