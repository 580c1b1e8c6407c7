/**
 * How it was measured, and how to reproduce it.
 *
 * @module
 */

import type {RepeatData, ReportData} from '@vip/core/internal/report';
import {element} from './dom.js';

export function measuredView({measured, repeat}: Pick<ReportData, 'measured' | 'repeat'>): HTMLElement {
  return element(
    'section',
    {'aria-labelledby': 'measured', class: 'measured'},
    element('h2', {id: 'measured'}, 'How it was measured'),
    element(
      'dl',
      {},
      measured.flatMap(([name, value]) => [
        element('dt', {}, name),
        element('dd', {}, valueView(value, 'settings')),
      ]),
      repeat === undefined ? [] : repeatViews(repeat),
    ),
  );
}

function repeatViews({command, files}: RepeatData): HTMLElement[] {
  return [
    element('dt', {}, 'to repeat it'),
    element('dd', {}, commandView(command)),
    ...files.flatMap(([name, content]) => [
      element('dt', {}, name),
      element('dd', {}, valueView(content, 'lines')),
    ]),
  ];
}

/** Breaks only between words, lest an option be read as two. */
function commandView(command: string): HTMLElement {
  const words = command.split(' ').flatMap(word => [' ', element('span', {class: 'word'}, word)]);
  return element('code', {class: 'command'}, words.slice(1));
}

/** A long list is folded. */
function valueView(value: string, unit: string): Node | string {
  const lines = value.split('\n');
  if (lines.length < 4) return value;
  return element('details', {}, element('summary', {}, `${lines.length} ${unit}`), element('pre', {}, value));
}
