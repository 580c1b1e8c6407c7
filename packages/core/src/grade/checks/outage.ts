/**
 * How long did the address not answer?
 *
 * @module
 */

import {formatBounds, outageBounds, outageOfStream, probeFates, STREAM} from '@vip/analysis';
import {durationWord, noOutageBounds, wasAnswered} from '@vip/analysis/internal';
import {nodeNamed} from '../parameters.js';
import type {CheckKind} from './check.js';

export const outage: CheckKind = {
  name: 'outage',
  means: 'how long a node that pings the VIP all the time gets no answer, once it had one',
  keys: {
    at: {takes: 'node', means: 'the node that pings'},
    below: {takes: 'duration', means: 'what the longest outage must stay below'},
  },
  expects: ({at, below}) => `${at} goes without an answer for less than ${durationWord(Number(below))}`,
  nodes: ({at = ''}) => [at],
  pinger: ({at = ''}) => at,
  judge({at = '', below = ''}, {settings, timeline}) {
    const node = nodeNamed(settings, at);
    const fates = probeFates(timeline, node, STREAM.measure);
    if (!fates.some(wasAnswered)) return {held: false, found: 'never an answer'};
    const worst = outageOfStream(fates);
    const bounds = worst === undefined ? noOutageBounds(fates) : outageBounds(worst);
    const {mostNs} = bounds;
    return {held: mostNs !== undefined && Number(mostNs) / 1e6 < Number(below), found: formatBounds(bounds)};
  },
};
