/**
 * The outputs of a run, checked before it begins.
 *
 * @module
 */

import {realpathSync} from 'node:fs';
import {basename, dirname} from 'node:path';
import {VipError} from '@vip/arp';
import {allOf, type Files, type Inputs, prepareOutputs, type WantedWithMore} from './prepare.js';
import {RunDirectory} from './run-directory.js';
import {isRunFile} from './run-names.js';

export interface RunOutputs extends Files {
  readonly out?: RunDirectory;
}

/** The outputs of several runs, each in a directory of its own. */
interface SeveralOutputs {
  readonly files: Files;
  /** The directories, in the order in which they were requested. */
  readonly outs: readonly RunDirectory[];
}

/** Like `prepareOutputs`, with `--out` and `--force`. */
export function prepareRunOutputs(
  {out, force = false, ...wanted}: WantedWithMore & {readonly out?: string; readonly force?: boolean},
  inputs: Inputs,
): RunOutputs {
  if (force && out === undefined)
    throw new VipError('BAD_ARGUMENT', '--force: expected together with --out, got none');
  const {files, outs} = prepareSeveral(wanted, {paths: out === undefined ? [] : [out], force}, inputs);
  const [directory] = outs;
  return directory === undefined ? files : {...files, out: directory};
}

/** The same for several runs, which share the other files. */
export function prepareSeveral(
  wanted: WantedWithMore,
  {paths, force}: {readonly paths: readonly string[]; readonly force: boolean},
  inputs: Inputs,
): SeveralOutputs {
  const files = prepareOutputs(wanted, inputs);
  const outs = paths.map(path => RunDirectory.open(path, force));
  for (const directory of outs) checkDirectory(directory, files, inputs);
  return {files, outs};
}

function checkDirectory(directory: RunDirectory, files: Files, inputs: Inputs): void {
  const isSaved = (path: string) => dirname(path) === directory.path && isRunFile(basename(path));
  for (const {option, given, place} of allOf(files)) {
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
      `--out ${directory.given}: expected another directory, got that of the input ${input}`,
    );
  }
}

/** The path itself if nothing is there, which is reported when it is read. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
