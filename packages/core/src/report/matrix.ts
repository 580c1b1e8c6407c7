/**
 * The matrix of the lesson garp-forms: what each form of announcement did to each state of an entry. Pure.
 *
 * @module
 */

import type {CellEvent, Timeline} from '@vip/analysis';
import {grouped} from '@vip/analysis/internal';
import type {MatrixData} from './data.js';

/** One matrix for each set of settings; of several runs, the first, and whether the others agree. */
export function cellMatrices(timeline: Timeline): MatrixData[] {
  const variants = grouped(timeline.select('cell'), ({sysctls}) => settingsText(sysctls));
  return [...variants].map(([settings, cells]) => {
    const columns = [...new Set(cells.map(({state}) => state))];
    const forms = [...new Set(cells.map(({form}) => form))];
    return {
      title: settings === '' ? 'With default settings' : `With ${settings}`,
      columns,
      rows: forms.map(form => ({
        name: form,
        cells: columns.map(state => cellOf(cells.filter(cell => cell.form === form && cell.state === state))),
      })),
    };
  });
}

function settingsText(sysctls: Readonly<Record<string, number>>): string {
  return Object.entries(sysctls)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}

function cellOf(runs: readonly CellEvent[]): MatrixData['rows'][number]['cells'][number] {
  const [first] = runs;
  if (first === undefined) return {text: '', asPredicted: true, why: 'not measured'};
  const seen = [...new Set(runs.map(({measured}) => measured ?? '?'))];
  const asPredicted = runs.every(({measured, predicted}) => measured === predicted);
  const times = runs.length === 1 ? '' : `; ${runs.length} runs`;
  const why = asPredicted ? `${first.rule}${times}` : `predicted ${first.predicted}: ${first.rule}${times}`;
  return {text: seen.join(' / '), asPredicted, why};
}
