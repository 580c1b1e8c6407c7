/**
 * A student's addresses, drawn from the course's seed and the student's name, so that another's do not work. Pure but for a digest.
 *
 * @module
 */

import {createHash} from 'node:crypto';
import type {LabSettings, Station} from '@vip/analysis';
import {changeSettings, settingTexts} from '@vip/analysis/internal';
import {type IpAddress, type Ipv4Address, isIpv4, type MacAddress} from '@vip/arp';

const STATIONS = ['ns0', 'ns1', 'client', 'ext', 'router'] as const;

/** The same seed and name always give the same addresses. */
export function settingsOf(seed: string, student: string): LabSettings {
  const digest = createHash('sha256')
    .update(JSON.stringify([seed, student]))
    .digest();
  const octet = (index: number, most: number) => (digest[index] as number) % most;
  const net = `10.${octet(0, 254) + 1}.${octet(1, 254) + 1}`;
  const far = `192.168.${octet(2, 254) + 1}`;
  // Thirty apart, so that no two can coincide.
  const host = (index: number) => index * 30 + 2 + octet(3 + index, 28);
  const mac = (index: number) =>
    ['02', ...[0, 1, 2, 3].map(each => hex(octet(10 + each, 256))), hex(octet(20, 32) * 8 + index)].join(':');
  return changeSettings([
    ['vip', `${net}.${host(7)}/24`],
    ...STATIONS.flatMap((name, index): [string, string][] => [
      [`${name}.ip`, `${net}.${host(index)}/24`],
      [`${name}.mac`, mac(index)],
    ]),
    ['router-remote.ip', `${far}.${host(5)}/24`],
    ['router-remote.mac', mac(5)],
    ['remote.ip', `${far}.${host(6)}/24`],
    ['remote.mac', mac(6)],
  ]);
}

function hex(octet: number): string {
  return octet.toString(16).padStart(2, '0');
}

/** What a student's script finds in its environment: `VIP`, `PREFIX`, `NS0_IP`, `NS0_MAC` and so on. */
export function variablesOf(settings: LabSettings): Record<string, string> {
  const texts = settingTexts(settings).flatMap(([name, value]): [string, string][] => {
    if (name === 'vip')
      return [
        ['VIP', settings.vip.address],
        ['PREFIX', String(settings.vip.prefixLength)],
      ];
    return [[name.toUpperCase().replace(/[.-]/g, '_'), value.split('/')[0] ?? '']];
  });
  return Object.fromEntries(texts);
}

/** A station by the word for it in courses. */
export function stationNamed(settings: LabSettings, word: string): Station | undefined {
  const {active, passive, client, ext, router, remote} = settings;
  const all: Readonly<Record<string, Station>> = {
    ns0: active,
    ns1: passive,
    host: client,
    client,
    ext,
    router,
    remote,
  };
  return Object.hasOwn(all, word) ? all[word] : undefined;
}

/** The node of a station; any other word is the name of a node itself. */
export function nodeNamed(settings: LabSettings, word: string): string {
  return stationNamed(settings, word)?.node ?? word;
}

/** The words for stations. */
export const STATION_WORDS = ['ns0', 'ns1', 'client', 'host', 'ext', 'router', 'remote'] as const;

/** `vip`, a station, or an address itself. */
export function addressNamed(settings: LabSettings, word: string): IpAddress | undefined {
  if (word === 'vip') return settings.vip.address;
  return stationNamed(settings, word)?.address.address ?? (isIpv4(word) ? (word as Ipv4Address) : undefined);
}

/** The MAC of a station. */
export function macNamed(settings: LabSettings, word: string): MacAddress | undefined {
  return stationNamed(settings, word)?.mac;
}
