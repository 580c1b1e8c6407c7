/**
 * What the signs of the timeline mean.
 *
 * @module
 */

import type {RunData} from '@vip/core/report';
import {element} from '../dom.js';

export function legend({stations, frames}: RunData): HTMLElement {
  const named = stations.filter(({role}) => role !== 'other');
  return element(
    'ul',
    {class: 'legend small'},
    ...named.map(({mac, node, role}) =>
      element('li', {}, element('span', {class: `swatch ${role}`}), `${mac} is ${node}`),
    ),
    element('li', {}, '▲ announcement'),
    element('li', {}, '■ VRRP, CARP'),
    element('li', {}, '○ question'),
    element('li', {}, '● answer'),
    element('li', {}, '✗ probe lost'),
    element('li', {}, 'dots: round-trip times, logarithmic, 0.01 to 200 ms'),
    element('li', {}, 'red: dark for sure; hatched: perhaps'),
    frames.echoes > 0 ? element('li', {}, `${frames.echoes} echo frames are drawn as probes`) : undefined,
  );
}
