/**
 * `--vip`, `--set` and `--topology`: the addresses of a lab.
 *
 * @module
 */

import {changeSettings, type LabSettings, parseSettingsFile, type StationName} from '@vip/analysis';
import {VipError} from '@vip/arp';
import {readSmallFile} from '@vip/core/small-file';
import {SET, TOPOLOGY, VIP} from '../options/lab.js';
import {type AnyOption, blaming} from '../options/option.js';

export interface SettingsOptions {
  readonly vip?: string;
  readonly topology?: string;
  readonly set?: readonly (readonly [name: string, value: string])[];
  /** An interface of this machine on which to build the lab. */
  readonly parent?: string;
}

type Change = readonly [name: string, value: string];

/** @throws VipError `BAD_ARGUMENT` that names the option, `FILE_FAILED` for a file that cannot be read */
export function readSettings({vip, topology, set = [], parent}: SettingsOptions): LabSettings {
  const fromFile =
    topology === undefined ? [] : blaming(TOPOLOGY, () => parseSettingsFile(readText(topology)));
  const fromVip: Change[] = vip === undefined ? [] : [['vip', vip]];
  // On an interface of the machine these three are real: only addresses given by the user are taken.
  const real: readonly StationName[] = parent === undefined ? [] : ['active', 'passive', 'client'];
  try {
    return changeSettings([...fromFile, ...set, ...fromVip], real);
  } catch (error) {
    blame([
      [VIP, fromVip],
      [TOPOLOGY, fromFile],
      [SET, set],
    ]);
    throw error;
  }
}

/** Throws for the first option with which they do not go together any more. */
function blame(steps: readonly (readonly [option: AnyOption, changes: readonly Change[]])[]): void {
  const all: Change[] = [];
  for (const [option, changes] of steps) {
    for (const change of changes) all.push(change);
    blaming(option, () => changeSettings(all));
  }
}

function readText(path: string): string {
  try {
    return readSmallFile(path);
  } catch (cause) {
    throw new VipError('FILE_FAILED', `settings: ${path} cannot be read: ${(cause as Error).message}`, {
      cause,
    });
  }
}
