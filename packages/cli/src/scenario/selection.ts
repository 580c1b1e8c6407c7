/**
 * Which trials of a scenario are selected, and the list of them.
 *
 * @module
 */

import {notAmong} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import {commandText} from '@vip/core/internal';
import {EXIT} from '../exit.js';
import {print, printJson} from '../output.js';
import type {Cell} from './cells.js';
import {commandOfCell} from './command.js';

/** The trials that match one of the patterns, in the order of the file. @throws VipError `BAD_ARGUMENT` for one that matches none */
export function chosen(cells: readonly Cell[], patterns: readonly string[] = []): readonly Cell[] {
  if (patterns.length === 0) return cells;
  const fitting = patterns.map(pattern => {
    const all = cells.filter(({name}) => fits(name, pattern));
    if (all.length > 0) return all;
    const names = cells.map(({name}) => name);
    throw new VipError('BAD_ARGUMENT', notAmong('--only', names, pattern));
  });
  return cells.filter(cell => fitting.some(all => all.includes(cell)));
}

/** `*` matches anything; everything else matches itself. */
function fits(name: string, pattern: string): boolean {
  const parts = pattern.split('*').map(part => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(name);
}

/** `--list`: a line for each trial. */
export function listCells(cells: readonly Cell[], isJson: boolean): number {
  for (const [index, cell] of cells.entries()) {
    if (isJson) printJson(cellObject(cell, index + 1, cells.length));
    else print(`${cell.name}: ${commandText(commandOfCell(cell))}`);
  }
  return EXIT.done;
}

/** @param number from 1 */
export function cellObject(cell: Cell, number: number, of: number): CellObject {
  return {kind: 'cell', name: cell.name, number, of, command: commandOfCell(cell)};
}

export interface CellObject {
  readonly kind: 'cell';
  readonly name: string;
  readonly number: number;
  readonly of: number;
  readonly command: readonly string[];
}
