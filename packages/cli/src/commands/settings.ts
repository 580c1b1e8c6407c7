/**
 * `--vip`, `--set` and `--topology`: the addresses of a lab.
 *
 * @module
 */

import {
  changeFamilySettings,
  ipv4Settings,
  type LabSettings,
  parseSettingsFile,
  type SettingChange,
  type StationName,
} from '@vip/analysis';
import {type IpFamily, type Ipv4Address, VipError} from '@vip/arp';
import {readSmallFile} from '@vip/core/small-file';
import {type FamilyOptions, familiesOf, vipChanges} from '../families.js';
import {SET, TOPOLOGY, VIP} from '../options/lab.js';
import {type AnyOption, blaming} from '../options/option.js';

export interface SettingsOptions extends FamilyOptions {
  readonly topology?: string;
  /** An interface of this machine on which to build the lab. */
  readonly parent?: string;
}

/**
 * The settings of a run with one VIP.
 *
 * @throws VipError `BAD_ARGUMENT` that names the option, `FILE_FAILED` for a file that cannot be read
 */
export function readSettings(options: SettingsOptions): LabSettings {
  const {settings, second} = readFamilies(options);
  if (second === undefined) return settings;
  throw new VipError('BAD_ARGUMENT', '--family: expected 4 or 6, got both: only a trial moves two addresses');
}

/** The settings of each family of a run: of one, or of both. @throws VipError as `readSettings` */
export function readFamilies(options: SettingsOptions): {settings: LabSettings; second?: LabSettings} {
  const [settings, second] = changed(options, familiesOf(options)) as [LabSettings, LabSettings?];
  return second === undefined ? {settings} : {settings, second};
}

/** The settings of a lesson, in IPv4 and in the other families that it has. @throws VipError as `readSettings` */
export function readLessonSettings(
  options: SettingsOptions,
  families: readonly IpFamily[],
): {settings: LabSettings<Ipv4Address>; ipv6?: LabSettings} {
  const [settings, ipv6] = changed(options, families) as [LabSettings, LabSettings?];
  return {settings: ipv4Settings(settings, 'settings'), ...(ipv6 === undefined ? {} : {ipv6})};
}

function changed(
  {vip, topology, set = [], parent}: SettingsOptions,
  families: readonly IpFamily[],
): LabSettings[] {
  const fromFile =
    topology === undefined ? [] : blaming(TOPOLOGY, () => parseSettingsFile(readText(topology)));
  const fromVip = vipChanges(vip);
  // On an interface of the machine these three are real: only addresses given by the user are taken.
  const real: readonly StationName[] = parent === undefined ? [] : ['active', 'passive', 'client'];
  try {
    return changeFamilySettings([...fromFile, ...set, ...fromVip], families, real);
  } catch (error) {
    blame(families, [
      [VIP, fromVip],
      [TOPOLOGY, fromFile],
      [SET, set],
    ]);
    throw error;
  }
}

/** Throws for the first change that is wrong, or contradicts those before it, and names its option. */
function blame(
  families: readonly IpFamily[],
  steps: readonly (readonly [option: AnyOption, changes: readonly SettingChange[]])[],
): void {
  const all: SettingChange[] = [];
  for (const [option, changes] of steps) {
    for (const change of changes) {
      all.push(change);
      const value = option === SET ? change.join('=') : undefined;
      blaming(option, () => changeFamilySettings(all, families), value);
    }
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
