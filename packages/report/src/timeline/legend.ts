/**
 * The legend of the timeline.
 *
 * @module
 */

import type {RunData} from '@vip/core/internal/report';
import {element} from '../dom.js';

const PROBE_SIGNS = [
  '✗ probe lost',
  'dots: round-trip times, logarithmic, 0.01 to 200 ms',
  'red: certainly dark; hatched: possibly',
];

export function legend({stations, frames, lanes}: RunData): HTMLElement {
  const hasProbes = lanes.some(({probes}) => probes !== undefined);
  const named = stations.filter(({role}) => role !== 'other');
  return element(
    'ul',
    {class: 'legend small'},
    named.map(({mac, node, role}) =>
      element('li', {}, element('span', {class: `swatch ${role}`}), node === '' ? mac : `${mac} is ${node}`),
    ),
    element('li', {}, '▲ announcement'),
    element('li', {}, '■ VRRP, CARP'),
    element('li', {}, '○ question'),
    element('li', {}, '● answer'),
    hasProbes ? PROBE_SIGNS.map(text => element('li', {}, text)) : [],
    frames.echoes > 0
      ? element('li', {}, `${frames.echoes} echo frames are ${hasProbes ? 'drawn as probes' : 'not drawn'}`)
      : undefined,
  );
}
