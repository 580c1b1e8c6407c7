/**
 * A frame in detail: its octets with the fields marked, and the meaning of each field.
 *
 * @module
 */

import type {FrameField} from '@vip/arp/describe';
import {hexOctets} from '@vip/arp/internal';
import {element} from './dom.js';
import type {ReportFrame} from './frame-model.js';

/** Octets and fields mark each other under the pointer and the focus. */
export function frameView({description, length, captured}: ReportFrame): HTMLElement {
  const {fields} = description;
  const octets = fields.map(({octets, name}, index) =>
    element('span', {class: 'octets', 'data-field': index, title: name}, hexOctets(octets)),
  );
  const rows = fields.map(fieldRow);
  const view = element(
    'div',
    {class: 'frame'},
    element('div', {class: 'hex mono'}, octets),
    length > captured
      ? element('p', {class: 'muted'}, `${captured} of ${length} octets were captured.`)
      : undefined,
    element('table', {}, element('thead', {}, fieldHeads()), element('tbody', {}, rows)),
  );
  markTogether(view, [octets, rows]);
  return view;
}

function fieldHeads(): HTMLElement {
  return element(
    'tr',
    {},
    element('th', {scope: 'col', class: 'number'}, 'octet'),
    ['field', 'value', 'why'].map(name => element('th', {scope: 'col'}, name)),
  );
}

function fieldRow({offset, name, value, why}: FrameField, index: number): HTMLElement {
  return element(
    'tr',
    {tabindex: 0, 'data-field': index, class: 'field'},
    element('td', {class: 'field-cell number'}, String(offset)),
    element('td', {class: 'field-cell'}, name),
    element('td', {class: 'field-cell mono'}, value),
    element('td', {class: 'field-cell muted'}, why),
  );
}

/** Whichever element of a field is pointed at, all that show the field are marked. */
function markTogether(view: HTMLElement, shown: readonly (readonly HTMLElement[])[]): void {
  const mark = (event: Event, isMarked: boolean) => {
    const field = (event.target as Element).closest('[data-field]')?.getAttribute('data-field');
    if (field == null) return;
    for (const elements of shown) elements[Number(field)]?.classList.toggle('marked', isMarked);
  };
  for (const name of ['pointerover', 'focusin']) view.addEventListener(name, event => mark(event, true));
  for (const name of ['pointerout', 'focusout']) view.addEventListener(name, event => mark(event, false));
}
