/**
 * The trials of a scenario: each combination of a matrix's values, in each of its blocks.
 *
 * @module
 */

import {type TextPlace, wrongAt} from '../document/located.js';
import {labelOf, type ScenarioSetting, settingWords} from './keys.js';

export type ScenarioSettings = ReadonlyMap<string, ScenarioSetting>;

/** Several values for each key, each for trials of its own. */
export type Matrix = ReadonlyMap<string, readonly ScenarioSetting[]>;

/** Combinations that are left out: any that has one of the values of each key. */
export interface Exclusion {
  readonly place: TextPlace;
  readonly of: Matrix;
}

/** Settings for some trials, or for all of them. */
export interface Block {
  /** Its name, empty for a file without `trials`. */
  readonly name: string;
  readonly place: TextPlace;
  readonly settings: ScenarioSettings;
  readonly matrix: Matrix;
  readonly exclude: readonly Exclusion[];
}

/** One trial. */
export interface Cell {
  /** `crash/node-crash/two-switches`: a path as well, and unique. */
  readonly name: string;
  readonly settings: ScenarioSettings;
}

/** At a quarter of a minute each, this takes more than an hour. */
export const MOST_CELLS = 256;

/** @param title the name of a single trial that has none @throws VipError `BAD_ARGUMENT` for too many, or none */
export function cellsOf(blocks: readonly Block[], title: string): Cell[] {
  let most = 0;
  for (const {matrix, place} of blocks) {
    most += [...matrix.values()].reduce((product, values) => product * values.length, 1);
    if (most > MOST_CELLS)
      throw wrongAt(place, `matrix: expected ${MOST_CELLS} trials or fewer in all, got ${most} or more`);
  }
  checkExclusions(blocks);
  return withOwnNames(blocks.flatMap(cellsOfBlock), title);
}

/** An exclusion that matches nothing is a mistake. */
function checkExclusions(blocks: readonly Block[]): void {
  const unused = new Set(blocks.flatMap(({exclude}) => exclude));
  for (const {matrix, exclude} of blocks) {
    for (const one of combinations(matrix))
      for (const exclusion of exclude) if (isExcluded(one, exclusion)) unused.delete(exclusion);
  }
  for (const {place} of unused)
    throw wrongAt(place, 'exclude: expected a combination that the matrix has, got none');
}

function cellsOfBlock({name, place, settings, matrix, exclude}: Block): Cell[] {
  const left = combinations(matrix).filter(one => !exclude.some(exclusion => isExcluded(one, exclusion)));
  if (left.length === 0) throw wrongAt(place, 'exclude: expected a trial or more to be left, got none');
  return left.map(one => ({
    name: [...(name === '' ? [] : [name]), ...one.map(labelOf)].join('/'),
    settings: new Map([...settings, ...one.map(setting => [setting.key, setting] as const)]),
  }));
}

/** The last key changes fastest. */
function combinations(matrix: Matrix): ScenarioSetting[][] {
  return [...matrix.values()].reduce<ScenarioSetting[][]>(
    (all, values) => all.flatMap(before => values.map(value => [...before, value])),
    [[]],
  );
}

function isExcluded(combination: readonly ScenarioSetting[], {of}: Exclusion): boolean {
  return [...of].every(([key, values]) =>
    combination.some(one => one.key === key && values.some(value => isSame(one, value))),
  );
}

function isSame(one: ScenarioSetting, other: ScenarioSetting): boolean {
  return JSON.stringify(settingWords(one)) === JSON.stringify(settingWords(other));
}

/** Appends a number to the second cell of the same name, and so on. */
function withOwnNames(cells: readonly Cell[], title: string): Cell[] {
  const taken = new Set<string>();
  return cells.map(cell => {
    const plain = cell.name === '' ? title : cell.name;
    let name = plain;
    for (let count = 2; taken.has(name); count++) name = `${plain}-${count}`;
    taken.add(name);
    return {...cell, name};
  });
}
