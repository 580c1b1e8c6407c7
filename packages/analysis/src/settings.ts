/**
 * The addresses of the failover lab: each has a default and can be changed.
 *
 * @module
 */

import {
  formatIpv4Interface,
  type Ipv4Interface,
  isGroupMac,
  type MacAddress,
  parseIpv4,
  parseIpv4Interface,
  parseMac,
  VipError,
} from '@vip/arp';
import {followVip} from './placement.js';
import {checkSettings} from './settings-check.js';
import {HOST, type LabSettings, type Station, type StationName} from './stations.js';

const PARSERS = {
  ip: (text: string) => ({address: parseIpv4Interface(text)}),
  mac: (text: string) => ({mac: parseUnicastMac(text)}),
} as const;

/** The name of each setting as the user writes it, and the field that it sets. */
const KEYS: Readonly<Record<string, {station: StationName; field: 'ip' | 'mac'}>> = {
  'ns0.ip': {station: 'active', field: 'ip'},
  'ns0.mac': {station: 'active', field: 'mac'},
  'ns1.ip': {station: 'passive', field: 'ip'},
  'ns1.mac': {station: 'passive', field: 'mac'},
  'client.ip': {station: 'client', field: 'ip'},
  'client.mac': {station: 'client', field: 'mac'},
  'ext.ip': {station: 'ext', field: 'ip'},
  'ext.mac': {station: 'ext', field: 'mac'},
  'router.ip': {station: 'router', field: 'ip'},
  'router.mac': {station: 'router', field: 'mac'},
  'router-remote.ip': {station: 'routerRemote', field: 'ip'},
  'router-remote.mac': {station: 'routerRemote', field: 'mac'},
  'remote.ip': {station: 'remote', field: 'ip'},
  'remote.mac': {station: 'remote', field: 'mac'},
};

/** The names of all settings, `vip` first. */
export const SETTING_NAMES: readonly string[] = ['vip', ...Object.keys(KEYS)];

/** The user's lab as it is. */
export const DEFAULT_SETTINGS: LabSettings = {
  vip: parseIpv4Interface('10.3.2.200/8'),
  active: station('ns0', 'mcv0', '02:00:00:00:00:10', '10.3.2.210/8'),
  passive: station('ns1', 'mcv1', '02:00:00:00:00:11', '10.3.2.211/8'),
  client: station(HOST, 'mcv-client', '02:00:00:00:00:12', '10.3.2.212/8'),
  ext: station('ext', 'ext0', '02:00:00:00:00:50', '10.3.2.50/8'),
  router: station('router', 'lan0', '02:00:00:00:00:01', '10.1.1.1/8'),
  routerRemote: station('router', 'remote0', '02:00:00:00:00:02', '192.168.1.1/24'),
  remote: station('remote', 'eth0', '02:00:00:00:00:51', '192.168.1.50/24'),
};

/**
 * The settings with some of them changed. Stations without a user-given address follow the VIP into its network.
 *
 * @param changes by name (`SETTING_NAMES`) as the user wrote them
 * @param onRealNetwork stations on a network that is not ours, where only given addresses may be used
 * @throws VipError `BAD_ARGUMENT` for an unknown name or addresses that contradict each other, `BAD_ADDRESS`
 */
export function changeSettings(
  changes: Iterable<readonly [name: string, value: string]>,
  onRealNetwork: readonly StationName[] = [],
): LabSettings {
  let settings = DEFAULT_SETTINGS;
  const given = new Set<StationName>(onRealNetwork);
  for (const [name, value] of changes) {
    settings = changeSetting(settings, name, value);
    const key = keyOf(name);
    if (key?.field === 'ip') given.add(key.station);
  }
  const placed = followVip(settings, name => given.has(name));
  checkSettings(placed);
  return placed;
}

/** Every setting by its name, as the user would write it. */
export function settingTexts(settings: LabSettings): [name: string, value: string][] {
  const text = ({station, field}: (typeof KEYS)[string]) => {
    const {address, mac} = settings[station];
    return field === 'ip' ? formatIpv4Interface(address) : mac;
  };
  return [
    ['vip', formatIpv4Interface(settings.vip)],
    ...Object.entries(KEYS).map(([name, key]): [string, string] => [name, text(key)]),
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
    // Without the parser's message, which quotes the file: the user may not be allowed to read it.
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

/** Own properties only, because the user wrote the name: `constructor`, for instance, is not a setting. */
function keyOf(name: string): (typeof KEYS)[string] | undefined {
  return Object.hasOwn(KEYS, name) ? KEYS[name] : undefined;
}

function changeSetting(settings: LabSettings, name: string, value: string): LabSettings {
  if (name === 'vip') return {...settings, vip: parseVip(value, settings.vip)};
  const key = keyOf(name);
  if (key === undefined) {
    throw new VipError(
      'BAD_ARGUMENT',
      `settings: expected one of ${SETTING_NAMES.join(', ')}, got "${name}"`,
    );
  }
  return {...settings, [key.station]: {...settings[key.station], ...PARSERS[key.field](value)}};
}

/** Without a prefix length the VIP keeps the one it has. */
function parseVip(text: string, {prefixLength}: Ipv4Interface): Ipv4Interface {
  return text.includes('/') ? parseIpv4Interface(text) : {address: parseIpv4(text), prefixLength};
}

function parseUnicastMac(text: string): MacAddress {
  const mac = parseMac(text);
  if (!isGroupMac(mac)) return mac;
  throw new VipError('BAD_ADDRESS', `MAC address: expected a unicast address, got ${mac}`);
}

function station(node: string, iface: string, mac: string, address: string): Station {
  return {node, iface, mac: parseMac(mac), address: parseIpv4Interface(address)};
}
