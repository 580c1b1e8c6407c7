/**
 * Virtual routers of FRR's vrrpd, from its own file or the integrated one.
 *
 * @module
 */

import type {LinePlace} from '../../findings/finding.js';
import type {NodeFile} from '../node-file.js';
import {settingOf} from './settings.js';

export interface Refused {
  readonly problem: string;
  readonly place: LinePlace;
}

export interface FrrRouter {
  readonly node: string;
  readonly iface: string;
  readonly vrid: number;
  readonly place: LinePlace;
  readonly version: number;
  readonly priority: number;
  /** Milliseconds between two advertisements. */
  readonly intervalMs: number;
  readonly addresses: readonly string[];
  /** Lines that vrrpd rejects. */
  readonly refused: readonly Refused[];
  /** The last line with this setting or address, otherwise the router's first line. */
  placeOf(setting: string): LinePlace;
}

/** The defaults of vrrpd; `vrrp default` changes them. */
const DEFAULTS = {version: 3, priority: 100, 'advertisement-interval': 1000};

const LINE = /^\s*(no\s+)?vrrp\s+(\d+|default)(?:\s+(.*?))?\s*$/;

/** In file order, without those that are shut down. */
export function readFrrRouters({name: node, file, text}: NodeFile): FrrRouter[] {
  const defaults: Record<string, number> = {...DEFAULTS};
  const routers = new Map<string, Building>();
  let iface = '';
  for (const [index, line] of text.split('\n').entries()) {
    const place = {file, line: index + 1};
    iface = /^interface\s+(\S+)/.exec(line)?.[1] ?? iface;
    const [, not, id = '', rest = ''] = LINE.exec(line) ?? [];
    if (id === '') continue;
    const words = rest.split(/\s+/).filter(word => word !== '');
    const {name, problem} = words.length === 0 ? {name: '', problem: undefined} : settingOf(words);
    if (id === 'default') {
      if (not === undefined && problem === undefined && words.length > 1)
        defaults[name as string] = Number(words[1]);
      continue;
    }
    if (Number(id) < 1 || Number(id) > 255) continue;
    const key = `${iface} ${id}`;
    const router: Building = routers.get(key) ?? {
      iface,
      vrid: Number(id),
      place,
      values: {},
      addresses: [],
      places: new Map(),
      isShut: false,
      refused: [],
    };
    routers.set(key, router);
    if (not !== undefined) continue;
    if (problem === undefined) set(router, [name as string, ...words.slice(1)], place);
    else router.refused.push({problem, place});
  }
  return [...routers.values()].filter(({isShut}) => !isShut).map(router => routerOf(node, router, defaults));
}

interface Building {
  readonly iface: string;
  readonly vrid: number;
  readonly place: LinePlace;
  readonly values: Record<string, number>;
  readonly addresses: string[];
  readonly places: Map<string, LinePlace>;
  isShut: boolean;
  readonly refused: Refused[];
}

/** `version 3` may follow the router's number, or be on its own line. */
function set(router: Building, words: readonly string[], place: LinePlace): void {
  const [setting = '', value = ''] = words;
  if (setting === 'shutdown') router.isShut = true;
  else if (setting === 'ip' || setting === 'ipv6') {
    if (value === '') return;
    router.addresses.push(value);
    router.places.set(value, place);
  } else if (setting in DEFAULTS) router.values[setting] = Number(value);
  router.places.set(setting, place);
}

function routerOf(
  node: string,
  {iface, vrid, place, values, addresses, places, refused}: Building,
  defaults: Readonly<Record<string, number>>,
): FrrRouter {
  const of = (setting: keyof typeof DEFAULTS) => values[setting] ?? defaults[setting] ?? DEFAULTS[setting];
  return {
    ...{node, iface, vrid, place, addresses, refused},
    version: of('version'),
    priority: of('priority'),
    intervalMs: of('advertisement-interval'),
    placeOf: setting => places.get(setting) ?? place,
  };
}

export type FrrPair = readonly [FrrRouter, FrrRouter];

/** Pairs each router of the first node with those of other nodes that share an address with it or, failing that, its number. */
export function frrPairs(routers: readonly FrrRouter[]): FrrPair[] {
  const [first] = routers;
  const own = routers.filter(({node}) => node === first?.node);
  const nodes = [...new Set(routers.map(({node}) => node))].filter(node => node !== first?.node);
  return nodes.flatMap(node => {
    const theirs = routers.filter(router => router.node === node);
    return own.flatMap(one => {
      const other =
        theirs.find(({addresses}) => addresses.some(ip => one.addresses.includes(ip))) ??
        theirs.find(({vrid}) => vrid === one.vrid);
      return other === undefined ? [] : [[one, other] as const];
    });
  });
}
