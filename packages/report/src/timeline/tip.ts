/**
 * The tooltip of the thing under the pointer.
 *
 * @module
 */

import type {RunData} from '@vip/core/report';
import {element} from '../dom.js';
import {KIND_NAMES} from '../frame-model.js';
import {momentText, roundTripText} from '../time-text.js';
import type {Hit} from './hit.js';

export function tipOf(hit: Hit, run: RunData): Node[] {
  switch (hit.kind) {
    case 'frame': {
      const {at, node, iface, isOwn, description} = hit.frame;
      return [
        heading(
          KIND_NAMES[description.kind],
          `${momentText(at)}, ${isOwn ? 'sent by' : 'seen at'} ${node} ${iface}`,
        ),
        element('p', {class: 'mono'}, description.summary),
        element(
          'table',
          {},
          description.fields.map(({name, value}) =>
            element('tr', {}, element('td', {}, name), element('td', {class: 'mono'}, value)),
          ),
        ),
      ];
    }
    case 'probe': {
      const {lane, sentAt, rtt, isLost} = hit;
      const answer = Number.isNaN(rtt)
        ? 'no answer'
        : `answered after ${roundTripText(rtt)}${isLost ? ', too late to count' : ''}`;
      return [
        heading(isLost ? '✗ Probe lost' : 'Probe', `${momentText(sentAt)} at ${lane.data.label}`),
        element('p', {}, answer),
      ];
    }
    case 'band': {
      const {lane, name, band} = hit;
      const station = band.station === undefined ? undefined : run.stations[band.station];
      const whose = station?.node && name !== 'holds' ? ` (${station.node})` : '';
      return [
        heading(`${lane.data.label} ${name}`, `${momentText(band.from)} to ${momentText(band.to)}`),
        element('p', {class: 'mono'}, `${band.text}${whose}`),
      ];
    }
    case 'outage':
      return [heading(`Outage at ${hit.lane.data.label}`, hit.text)];
  }
}

function heading(title: string, rest: string): HTMLElement {
  return element('p', {}, element('strong', {}, title), ` ${rest}`);
}
