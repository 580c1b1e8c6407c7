/**
 * Ways in which the wire may differ from the files, with the expected findings.
 *
 * @module
 */

import {type IpAddress, parseIpv4, parseIpv6} from '@vip/arp';
import {virtualMac} from '../../kinds/wire/advert.js';
import type {Random} from '../random.js';
import type {Mistake} from './mistakes.js';
import {type Speaking, station, type WireSpec} from './wire.js';

export interface WireMistake extends Pick<Mistake, 'code' | 'how' | 'besides'> {
  /** The severity, for each version if they differ. */
  readonly severity: Mistake['severity'] | {readonly 2: Mistake['severity']; readonly 3: Mistake['severity']};
  readonly make: (wire: WireSpec, random: Random) => void;
  /** Whether both files are given. */
  readonly nodes?: 'both' | 'first';
  /** Whether it can be made in this set-up; in any if absent. */
  readonly applies?: (wire: WireSpec) => boolean;
}

function master({speaking}: WireSpec): Speaking {
  return speaking[0] as Speaking;
}

function change(wire: WireSpec, how: Partial<Speaking>): void {
  wire.speaking = [{...master(wire), ...how}];
}

function elsewhere({family}: WireSpec): IpAddress[] {
  return [family === 6 ? parseIpv6('fd00:99::7') : parseIpv4('192.0.2.7')];
}

/** A router of another cluster. */
function stranger(wire: WireSpec): Speaking {
  return {...master(wire), ...station(wire.family, wire.pair, 99), addresses: elsewhere(wire), priority: 33};
}

function another(wire: WireSpec): Speaking {
  const virtualRouterId = (master(wire).virtualRouterId % 255) + 1;
  return {...stranger(wire), virtualRouterId};
}

/** The other node, as its file describes it. */
function standby({speaking: [first], family, pair}: WireSpec): Speaking {
  return {...(first as Speaking), ...station(family, pair, 12), priority: Number(pair.b.priority)};
}

/** Advertises from the card's MAC, but serves the address from a virtual one. */
function withVirtualMac({pair}: WireSpec): void {
  for (const node of [pair.a, pair.b]) node.lines.push('use_vmac', 'vmac_xmit_base');
}

function vipOf(wire: WireSpec): IpAddress {
  return master(wire).addresses[0] as IpAddress;
}

export const WIRE_MISTAKES: readonly WireMistake[] = [
  {
    code: 'VRID_SHARED',
    severity: 'error',
    make: wire => wire.speaking.push(stranger(wire)),
  },
  {
    code: 'VRID_SHARED',
    how: 'and none of the nodes is heard',
    severity: 'error',
    besides: ['WIRE_NOT_ADVERTISED'],
    make: wire => {
      wire.speaking = [stranger(wire)];
    },
  },
  {
    code: 'VRID_SHARED',
    how: 'in the other version, which the nodes reject',
    severity: 'warning',
    applies: ({family}) => family === 4,
    make: wire => {
      const version = master(wire).version === 2 ? 3 : 2;
      wire.speaking.push({...stranger(wire), version, interval: 1e9, authentication: 'none'});
    },
  },
  {
    code: 'VRID_SHARED',
    how: 'by a node whose file is not given',
    severity: 'warning',
    nodes: 'first',
    make: wire => wire.speaking.push({...master(wire), ...station(wire.family, wire.pair, 12), priority: 5}),
    besides: ['WIRE_PRIORITY_DIFFERS', 'PROTOCOL_112_DROPPED'],
  },
  {
    code: 'PROTOCOL_112_DROPPED',
    severity: 'error',
    make: wire => wire.speaking.push(standby(wire)),
  },
  {
    code: 'PROTOCOL_112_DROPPED',
    how: 'and one file is given',
    severity: 'error',
    nodes: 'first',
    make: wire => wire.speaking.push(standby(wire)),
    besides: ['VRID_SHARED', 'WIRE_PRIORITY_DIFFERS'],
  },
  {
    code: 'VMAC_FILTERED',
    severity: 'warning',
    make: wire => {
      withVirtualMac(wire);
      wire.asked = {ip: vipOf(wire)};
    },
  },
  {
    code: 'WIRE_VERSION_DIFFERS',
    severity: 'error',
    applies: ({family}) => family === 4,
    make: wire => {
      const version = master(wire).version === 2 ? 3 : 2;
      change(wire, {version, authentication: 'none', interval: 1e9});
    },
  },
  {
    code: 'WIRE_ADDRESSES_DIFFER',
    severity: 'error',
    make: wire => change(wire, {addresses: [...master(wire).addresses, ...elsewhere(wire)]}),
  },
  {
    code: 'WIRE_ADDRESSES_DIFFER',
    how: 'later',
    severity: 'error',
    make: wire => change(wire, {later: {addresses: [...master(wire).addresses, ...elsewhere(wire)]}}),
  },
  {
    code: 'WIRE_ADDRESSES_DIFFER',
    how: 'all of them, from the address of a node',
    severity: 'error',
    applies: ({isKnown}) => isKnown,
    make: wire => change(wire, {addresses: elsewhere(wire)}),
  },
  {
    code: 'WIRE_AUTH_DIFFERS',
    severity: 'error',
    make: wire => {
      const {version, authentication} = master(wire);
      if (version === 3) change(wire, {authentication: 'trailer'});
      else change(wire, {authentication: authentication === 'password' ? 'none' : 'password'});
    },
  },
  {
    code: 'WIRE_AUTH_DIFFERS',
    how: 'the password',
    severity: 'error',
    applies: wire => master(wire).authentication === 'password',
    make: ({pair}) => {
      for (const node of [pair.a, pair.b])
        node.lines = node.lines.map(line => line.replace('secret', 'geheim'));
    },
  },
  {
    code: 'WIRE_INTERVAL_DIFFERS',
    severity: {2: 'error', 3: 'warning'},
    make: wire => change(wire, {interval: master(wire).interval + 1e9}),
  },
  {
    code: 'WIRE_PRIORITY_DIFFERS',
    severity: 'warning',
    make: wire => change(wire, {priority: 254}),
  },
  {
    code: 'WIRE_PRIORITY_DIFFERS',
    how: 'later',
    severity: 'warning',
    make: wire => change(wire, {later: {priority: 1}}),
  },
  {
    code: 'WIRE_NOT_ADVERTISED',
    severity: 'warning',
    make: wire => {
      wire.speaking = [another(wire)];
    },
  },
  {
    code: 'WIRE_INCONCLUSIVE',
    severity: 'note',
    make: wire => {
      wire.speaking = [];
    },
  },
  {
    code: 'WIRE_INCONCLUSIVE',
    how: 'too short',
    severity: 'note',
    make: wire => {
      wire.length = 3;
      wire.speaking = [another(wire)];
    },
  },
];

/** Differences that are not reported. */
export const WIRE_HARMLESS: readonly Pick<WireMistake, 'how' | 'make' | 'applies'>[] = [
  {how: 'as the files say', make: () => {}},
  {how: 'another router beside it', make: wire => wire.speaking.push(another(wire))},
  {
    how: 'the same VRID in another VLAN',
    make: wire => wire.speaking.push({...stranger(wire), vlan: 7}),
  },
  {
    how: 'the other order of addresses',
    make: wire => change(wire, {addresses: master(wire).addresses.toReversed()}),
  },
  {
    how: 'the priority with a failed check, and a farewell',
    make: wire => {
      const weight = Number(/weight (-\d+)/.exec(wire.pair.a.script?.join() ?? '')?.[1]);
      const low = Math.max(1, master(wire).priority + weight);
      change(wire, {priority: low, later: {priority: 0}});
    },
  },
  {
    how: 'the other node has taken over',
    make: wire => {
      const priority = Number(wire.pair.b.priority);
      change(wire, {...station(wire.family, wire.pair, 12), priority});
    },
  },
  {
    how: 'one that yields at once',
    make: wire => wire.speaking.push({...standby(wire), until: 2}),
  },
  {
    how: 'one whose advertisements cross a router, which are rejected',
    make: wire => wire.speaking.push({...standby(wire), ttl: 254}),
  },
  {
    how: 'an address on a virtual MAC that answers',
    make: wire => {
      withVirtualMac(wire);
      const id = master(wire).virtualRouterId;
      wire.asked = {ip: vipOf(wire), answerer: virtualMac(id, wire.family)};
    },
  },
  {
    how: 'an address without a virtual MAC that does not answer',
    make: wire => {
      wire.asked = {ip: vipOf(wire)};
    },
  },
  {
    how: 'a number in a file decides the priority',
    make: wire => {
      for (const node of [wire.pair.a, wire.pair.b]) {
        node.lines.push('track_file {\nload weight 1\n}');
        node.script?.push('}\ntrack_file load {\nfile /run/load');
      }
      change(wire, {priority: 250});
    },
  },
];
