/**
 * The outputs of a run, checked before it begins.
 *
 * @module
 */

import {realpathSync} from 'node:fs';
import {basename, dirname} from 'node:path';
import {VipError} from '@vip/arp';
import {type Files, type Inputs, prepareOutputs, type Wanted} from './prepare.js';
import {RunDirectory} from './run-directory.js';
import {isRunFile} from './run-names.js';

export interface RunOutputs extends Files {
  readonly out?: RunDirectory;
}

/** As `prepareOutputs`, with `--out` and `--force`. */
export function prepareRunOutputs(
  {out, force = false, ...wanted}: Wanted & {readonly out?: string; readonly force?: boolean},
  inputs: Inputs,
): RunOutputs {
  if (force && out === undefined)
    throw new VipError('BAD_ARGUMENT', '--force: expected together with --out, got none');
  const files = prepareOutputs(wanted, inputs);
  if (out === undefined) return files;
  const directory = RunDirectory.open(out, force);
  const isSaved = (path: string) => dirname(path) === directory.path && isRunFile(basename(path));
  for (const {option, given, place} of Object.values(files)) {
    if (!isSaved(place.path) && place.path !== directory.path) continue;
    throw new VipError(
      'BAD_ARGUMENT',
      `${option} ${given}: expected another file, got one that --out writes`,
    );
  }
  for (const input of inputs) {
    if (input === undefined || !isSaved(realPath(input))) continue;
    throw new VipError(
      'BAD_ARGUMENT',
      `--out ${out}: expected another directory, got that of the input ${input}`,
    );
  }
  return {...files, out: directory};
}

/** The path as it is where there is nothing to be found: that is told when it is read. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
