/**
 * The tooltip of the thing under the pointer.
 *
 * @module
 */

import type {RunData} from '@vip/core/internal/report';
import {element} from '../dom.js';
import {KIND_NAMES, type ReportFrame} from '../frame-model.js';
import {momentText, roundTripText} from '../time-text.js';
import {bandText} from './band-text.js';
import type {Hit} from './hit.js';

type HitOf<K extends Hit['kind']> = Extract<Hit, {kind: K}>;

export function tipOf(hit: Hit, run: RunData): Node[] {
  switch (hit.kind) {
    case 'frame':
      return frameTip(hit.frame);
    case 'probe':
      return probeTip(hit);
    case 'band':
      return bandTip(hit, run);
    case 'outage':
      return [heading(`Outage at ${hit.lane.data.label}`, hit.text)];
  }
}

function frameTip({at, node, iface, isOwn, description}: ReportFrame): Node[] {
  const where = `${momentText(at)}, ${isOwn ? 'sent by' : 'seen at'} ${node} ${iface}`;
  const rows = description.fields.map(({name, value}) =>
    element('tr', {}, element('td', {}, name), element('td', {class: 'mono'}, value)),
  );
  return [
    heading(KIND_NAMES[description.kind], where),
    element('p', {class: 'mono'}, description.summary),
    element('table', {}, rows),
  ];
}

function probeTip({lane, sentAt, rtt, isLost}: HitOf<'probe'>): Node[] {
  const answer = Number.isNaN(rtt)
    ? 'no answer'
    : `answered after ${roundTripText(rtt)}${isLost ? ', too late to count' : ''}`;
  return [
    heading(isLost ? '✗ Probe lost' : 'Probe', `${momentText(sentAt)} at ${lane.data.label}`),
    element('p', {}, answer),
  ];
}

function bandTip({lane, name, band}: HitOf<'band'>, {stations}: RunData): Node[] {
  const station = band.station === undefined ? undefined : stations[band.station];
  const whose = station?.node && name !== 'holds' ? ` (${station.node})` : '';
  return [
    heading(`${lane.data.label} ${name}`, `${momentText(band.from)} to ${momentText(band.to)}`),
    element('p', {class: 'mono'}, `${bandText(band)}${whose}`),
  ];
}

function heading(title: string, rest: string): HTMLElement {
  return element('p', {}, element('strong', {}, title), ` ${rest}`);
}
