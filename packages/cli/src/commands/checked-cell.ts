/**
 * The trials of a scenario, checked together with the options on the command line that apply to all of them.
 *
 * @module
 */

import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {VipError} from '@vip/arp';
import type {TrialCommandOptions} from '../grammar/trial.js';
import {printNote} from '../note.js';
import {timelineFiles} from '../saved-timelines.js';
import type {Cell} from '../scenario/cells.js';
import {commandOfCell, inFile, optionsOfCell} from '../scenario/command.js';
import type {CheckedTrial} from './checked-trial.js';
import {checkTrial} from './trial.js';

/** A trial that can be made. */
export interface CheckedCell {
  readonly cell: Cell;
  readonly trial: CheckedTrial;
  /** Files that it reads. */
  readonly inputs: readonly (string | undefined)[];
}

/** @throws VipError with the place of the mistake in the file, `NOT_FOUND` for missing software */
export async function checkCells(cells: readonly Cell[], asked: TrialCommandOptions): Promise<CheckedCell[]> {
  const baselines = baselinesOf(cells, asked.baseline);
  const checked: CheckedCell[] = [];
  for (const cell of cells) checked.push(await check(cell, asked, baselines.get(cell)));
  return checked;
}

async function check(
  cell: Cell,
  {json, yes}: TrialCommandOptions,
  baseline: string | undefined,
): Promise<CheckedCell> {
  try {
    const own = await optionsOfCell(cell);
    const options = {
      ...own,
      ...(json && {json}),
      ...(yes && {yes}),
      ...(baseline !== undefined && {baseline}),
    };
    const trial = checkTrial(options, commandOfCell(cell));
    const before = baseline === undefined ? [] : timelineFiles(baseline);
    return {cell, trial, inputs: [...trial.inputs, ...before]};
  } catch (error) {
    throw error instanceof VipError ? inFile(cell, error, `${cell.name}: `) : error;
  }
}

/** `--baseline` names what `--out` saved: a directory for each trial. A new trial has none. */
function baselinesOf(cells: readonly Cell[], directory: string | undefined): ReadonlyMap<Cell, string> {
  if (directory === undefined) return new Map();
  const own = cells.map(cell => [cell, join(directory, cell.name)] as const);
  const there = own.filter(([, path]) => existsSync(path));
  if (there.length === 0) {
    const example = own[0]?.[1] ?? directory;
    throw new VipError(
      'BAD_ARGUMENT',
      `--baseline ${directory}: expected what --out saved of this scenario, such as ${example}, got none of it`,
    );
  }
  for (const [{name}, path] of own)
    if (!existsSync(path)) printNote(`${name}: no baseline in ${directory}; not compared`);
  return new Map(there);
}
