/**
 * `--vip`, `--set` and `--topology`: the addresses of a lab.
 *
 * @module
 */

import type {LabSettings} from '@vip/analysis';
import {
  changeFamilySettings,
  ipv4Settings,
  parseSettingsFile,
  type SettingChange,
  type StationName,
  TOPOLOGIES,
  type TopologyName,
  topologyNamed,
  USUAL_TOPOLOGY,
} from '@vip/analysis/internal';
import {type IpFamily, type Ipv4Address, VipError} from '@vip/arp';
import {readSmallText} from '@vip/core/internal/small-file';
import {readingFrom} from '@vip/core/internal/unreadable';
import {chosenFamilies, type FamilyOptions, vipChanges} from '../families.js';
import {SET, TOPOLOGY, type TopologyChoice, VIP} from '../options/lab.js';
import {type AnyOption, blaming} from '../options/option.js';

export interface SettingsOptions extends FamilyOptions {
  readonly topology?: TopologyChoice;
  /** An interface of this machine on which to build the lab. */
  readonly parent?: string;
}

/** The place of a run: the settings of each of its families, and the topology. */
export interface RunPlace {
  readonly settings: LabSettings;
  readonly second?: LabSettings;
  readonly topology: TopologyName;
}

/**
 * The settings of a run with one VIP, in the lab of `vip experiment`.
 *
 * @throws VipError `BAD_ARGUMENT` that names the option, `FILE_FAILED` for a file that cannot be read
 */
export function readSettings(options: SettingsOptions): LabSettings {
  const {settings, topology} = readPlace(options, USUAL_TOPOLOGY.run);
  if (topology === USUAL_TOPOLOGY.run) return settings;
  const others = 'vip trial and vip lab have the others';
  const problem = `--topology: expected ${USUAL_TOPOLOGY.run} or a file of addresses, got ${topology}; ${others}`;
  throw new VipError('BAD_ARGUMENT', problem);
}

/** The place of a run with one VIP. @throws VipError as `readSettings` */
export function readPlace(options: SettingsOptions, usual: TopologyName): RunPlace {
  const place = readFamilies(options, usual);
  if (place.second === undefined) return place;
  throw new VipError('BAD_ARGUMENT', '--family: expected 4 or 6, got both: only a trial moves two addresses');
}

/** The place of a run of one family, or of both. @throws VipError as `readSettings` */
export function readFamilies(options: SettingsOptions, usual: TopologyName): RunPlace {
  const {topology = usual, changes} = readTopology(options);
  const {isRouted = false} = TOPOLOGIES[topology];
  const [settings, second] = changed(options, changes, chosenFamilies(options), isRouted) as [
    LabSettings,
    LabSettings?,
  ];
  return {settings, topology, ...(second === undefined ? {} : {second})};
}

/** The settings of a lesson, in IPv4 and in the other families that it has. @throws VipError as `readSettings` */
export function readLessonSettings(
  options: SettingsOptions,
  families: readonly IpFamily[],
): {settings: LabSettings<Ipv4Address>; ipv6?: LabSettings} {
  const {topology, changes} = readTopology(options);
  if (topology !== undefined)
    throw new VipError(
      'BAD_ARGUMENT',
      `--topology: expected a file of addresses, got ${topology}: a lesson has its own topology`,
    );
  const [settings, ipv6] = changed(options, changes, families) as [LabSettings, LabSettings?];
  return {settings: ipv4Settings(settings, 'settings'), ...(ipv6 === undefined ? {} : {ipv6})};
}

/** The word under which a file of addresses names the topology. */
const TOPOLOGY_WORD = 'topology';

/** The value of `--topology`: a name, or the content of the file. */
function readTopology({topology: choice}: SettingsOptions): {
  topology?: TopologyName;
  changes: readonly SettingChange[];
} {
  if (choice === undefined) return {changes: []};
  if ('name' in choice) return {topology: choice.name, changes: []};
  return blaming(TOPOLOGY, () => {
    const entries = parseSettingsFile(readText(choice.file));
    const name = entries.find(([word]) => word === TOPOLOGY_WORD)?.[1];
    return {
      ...(name === undefined ? {} : {topology: topologyNamed(name).name as TopologyName}),
      changes: entries.filter(([word]) => word !== TOPOLOGY_WORD),
    };
  });
}

/** The file that the value names, if it does. */
export function topologyFile(choice: TopologyChoice | undefined): string | undefined {
  return choice !== undefined && 'file' in choice ? choice.file : undefined;
}

function changed(
  {vip, set = [], parent}: SettingsOptions,
  fromFile: readonly SettingChange[],
  families: readonly IpFamily[],
  isRouted = false,
): LabSettings[] {
  const fromVip = vipChanges(vip);
  // On an interface of the machine these three are real, so only addresses given by the user are used.
  const real: readonly StationName[] = parent === undefined ? [] : ['active', 'passive', 'client'];
  const change = (changes: readonly SettingChange[]) =>
    changeFamilySettings(changes, families, real, isRouted);
  try {
    return change([...fromFile, ...set, ...fromVip]);
  } catch (error) {
    blame(change, [
      [VIP, fromVip],
      [TOPOLOGY, fromFile],
      [SET, set],
    ]);
    throw error;
  }
}

/** Throws for the first change that is wrong or contradicts those before it, and names its option. */
function blame(
  change: (changes: readonly SettingChange[]) => unknown,
  steps: readonly (readonly [option: AnyOption, changes: readonly SettingChange[]])[],
): void {
  const all: SettingChange[] = [];
  for (const [option, changes] of steps) {
    for (const each of changes) {
      all.push(each);
      const value = option === SET ? each.join('=') : undefined;
      blaming(option, () => change(all), value);
    }
  }
}

function readText(path: string): string {
  return readingFrom(path, () => readSmallText(path));
}
