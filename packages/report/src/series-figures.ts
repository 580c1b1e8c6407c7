/**
 * The figures of many runs, and the outages over a limit.
 *
 * @module
 */

import {counted} from '@vip/analysis/internal';
import type {SeriesData} from '@vip/core/internal/report';
import {element} from './dom.js';
import {scrolling, table} from './table.js';

/** A list of more outages over a limit than this is folded. */
const UNFOLDED = 6;

export function figuresTable({observers}: SeriesData): HTMLElement {
  const names = observers[0]?.figures.map(([name]) => name) ?? [];
  const hasLimit = observers.some(({limit}) => limit !== undefined);
  const columns = ['observer', ...names, ...(hasLimit ? ['limit'] : []), 'not ended'];
  const rows = observers.map(({name, figures, limit, unfinished}) => [
    element('strong', {class: 'figure'}, name),
    ...figures.map(([, bounds]) => bounds),
    ...(hasLimit ? [limit?.text ?? '–'] : []),
    String(unfinished),
  ]);
  const numeric = columns.slice(1);
  return scrolling(table(columns, rows, {numeric, stacks: true, id: 'distribution'}), 'Figures');
}

/** The outages over a limit, folded if there are many. */
export function violationList({violations}: SeriesData): HTMLElement | undefined {
  if (violations.length === 0) return undefined;
  const list = element(
    'ul',
    {class: 'findings'},
    violations.map(text => element('li', {}, text)),
  );
  if (violations.length <= UNFOLDED) return list;
  const summary = `${counted(violations.length, 'outage')} over the limit`;
  return element('details', {}, element('summary', {}, summary), list);
}
