/**
 * The addresses of the failover lab: each has a default and can be changed.
 *
 * @module
 */

import {
  formatIpInterface,
  type IpFamily,
  type IpInterface,
  ipFamilyOf,
  isGroupMac,
  type MacAddress,
  networkSize,
  parseIp,
  parseIpInterface,
  parseMac,
  VipError,
} from '@vip/arp';
import {notAmong} from '../text/choice.js';
import {OBSERVING_STATIONS} from '../topology/observers/registry.js';
import {FAMILY_SETTINGS} from './default-settings.js';
import {followVip} from './placement.js';
import {checkSettings} from './settings-check.js';
import type {LabSettings, StationName} from './stations.js';

const PARSERS = {
  ip: (text: string) => ({address: parseIpInterface(text)}),
  mac: (text: string) => ({mac: parseUnicastMac(text)}),
} as const;

interface SettingKey {
  readonly station: StationName;
  readonly field: keyof typeof PARSERS;
}

/** The name of each setting as the user writes it, and the field that it sets. */
const KEYS: Readonly<Record<string, SettingKey>> = Object.fromEntries([
  ...keysOf('ns0', 'active'),
  ...keysOf('ns1', 'passive'),
  ...OBSERVING_STATIONS.flatMap(({name}) => keysOf(hyphened(name), name)),
]);

function keysOf(written: string, station: StationName): [name: string, SettingKey][] {
  return (['ip', 'mac'] as const).map(field => [`${written}.${field}`, {station, field}]);
}

/** The hyphenated form of a camel-case name: `router-remote` for `routerRemote`. */
function hyphened(name: string): string {
  return name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
}

/** The names of all settings, `vip` first. */
export const SETTING_NAMES: readonly string[] = ['vip', ...Object.keys(KEYS)];

/** A change of a setting, as the user wrote it. */
export type SettingChange = readonly [name: string, value: string];

/**
 * The settings with some of them changed. Stations without a user-given address follow the VIP into its network.
 *
 * @param changes by name (`SETTING_NAMES`) as the user wrote them
 * @param onRealNetwork whether the network is not ours, so that only addresses given by the user may be used
 * @param family the family of every address
 * @param isRouted whether a VIP with a host prefix (/32 or /128) may be outside every network: no station
 * then follows it
 * @throws VipError `BAD_ARGUMENT` for an unknown name or addresses that contradict each other, `BAD_ADDRESS`
 */
export function changeSettings(
  changes: Iterable<SettingChange>,
  onRealNetwork: readonly StationName[] = [],
  family: IpFamily = 'IPv4',
  isRouted = false,
): LabSettings {
  let settings = FAMILY_SETTINGS[family];
  const given = new Set<StationName>(onRealNetwork);
  for (const [name, value] of changes) {
    settings = changeSetting(settings, name, value);
    const key = keyOf(name);
    if (key?.field === 'ip') given.add(key.station);
  }
  const isApart = isRouted && isSingleAddress(settings.vip);
  const placed = isApart ? settings : followVip(settings, name => given.has(name));
  checkSettings(placed, isApart);
  return placed;
}

function isSingleAddress({address, prefixLength}: IpInterface): boolean {
  return networkSize(ipFamilyOf(address), prefixLength) === 1n;
}

/** Every setting with its name, as the user would write it. A saved run may predate some of the stations. */
export function settingTexts(settings: LabSettings): [name: string, value: string][] {
  const text = ({station, field}: SettingKey) => {
    const {address, mac} = settings[station];
    return field === 'ip' ? formatIpInterface(address) : mac;
  };
  return [
    ['vip', formatIpInterface(settings.vip)],
    ...Object.entries(KEYS)
      .filter(([, {station}]) => Object.hasOwn(settings, station))
      .map(([name, key]): [string, string] => [name, text(key)]),
  ];
}

/**
 * Reads the changes out of a settings file: a JSON object of names and values, `{"vip": "10.3.2.200/8"}`.
 *
 * @throws VipError `BAD_ARGUMENT` if the text is not such an object
 */
export function parseSettingsFile(text: string): [name: string, value: string][] {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    // The parser's message is left out, because it quotes a file that the user may not be allowed to read.
    throw new VipError('BAD_ARGUMENT', 'settings: expected a JSON object, got invalid JSON');
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw new VipError('BAD_ARGUMENT', 'settings: expected an object of names and values');
  }
  return Object.entries(content).map(([name, value]) => {
    if (typeof value === 'string') return [name, value];
    throw new VipError('BAD_ARGUMENT', `settings: ${name}: expected a string, got ${JSON.stringify(value)}`);
  });
}

/** Whether a setting of that name is an address. */
export function isAddressSetting(name: string): boolean {
  return name === 'vip' || keyOf(name)?.field === 'ip';
}

/** Own properties only, because the user wrote the name: `constructor`, for instance, is not a setting. */
function keyOf(name: string): SettingKey | undefined {
  return Object.hasOwn(KEYS, name) ? KEYS[name] : undefined;
}

function changeSetting(settings: LabSettings, name: string, value: string): LabSettings {
  if (name === 'vip') return {...settings, vip: naming(name, () => parseVip(value, settings.vip))};
  const key = keyOf(name);
  if (key === undefined) {
    throw new VipError('BAD_ARGUMENT', notAmong('settings', SETTING_NAMES, name));
  }
  const parsed = naming(name, () => PARSERS[key.field](value));
  return {...settings, [key.station]: {...settings[key.station], ...parsed}};
}

/** Runs a parser, and rewords its error `IP address: expected ...` as `settings: ns0.ip: expected ...`. */
function naming<Value>(name: string, parse: () => Value): Value {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof VipError)) throw error;
    const problem = error.message.replace(/^[^:"]*: (?=expected )/, '');
    throw new VipError(error.code, `settings: ${name}: ${problem}`, {cause: error});
  }
}

/** A VIP given without a prefix length keeps its present one. */
function parseVip(text: string, {prefixLength}: IpInterface): IpInterface {
  return text.includes('/') ? parseIpInterface(text) : {address: parseIp(text), prefixLength};
}

function parseUnicastMac(text: string): MacAddress {
  const mac = parseMac(text);
  if (!isGroupMac(mac)) return mac;
  throw new VipError('BAD_ADDRESS', `MAC address: expected a unicast address, got ${mac}`);
}
