/**
 * Output of the software under test: folded, unless the run failed.
 *
 * @module
 */

import {counted} from '@vip/analysis/internal';
import type {RunData, SaidData} from '@vip/core/internal/report';
import {element} from './dom.js';
import {momentText} from './time-text.js';

export function saidView({said = [], observers}: RunData): HTMLElement | undefined {
  if (said.length === 0) return undefined;
  const heading = element('h2', {id: 'said'}, 'Output of the software');
  const section = element('section', {'aria-labelledby': 'said', class: 'said'}, heading);
  for (const node of said) section.append(nodeView(node, observers.length === 0));
  return section;
}

function nodeView({node, program, lines, omitted}: SaidData, isOpen: boolean): HTMLElement {
  const count = counted(lines.length + omitted, 'line');
  const text = lines.map(([at, line]) => `${momentText(at).padStart(15)}  ${line}`).join('\n');
  return element(
    'details',
    isOpen ? {open: ''} : {},
    element('summary', {}, `${program} on ${node}: ${count}`),
    omitted > 0
      ? element('p', {class: 'muted small'}, `Not in this file: the first ${counted(omitted, 'line')}.`)
      : undefined,
    element('pre', {}, text),
  );
}
