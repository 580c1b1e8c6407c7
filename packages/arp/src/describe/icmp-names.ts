/**
 * Names of the types and codes of ICMP and ICMPv6, from the IANA registries of their parameters. Neighbour discovery has its own words in
 * format-discovery.ts.
 *
 * @module
 */

import type {IpFamily} from '../wire/address/ip-address.js';

type Names = Readonly<Record<number, string>>;

const TYPES: Readonly<Record<IpFamily, Names>> = {
  IPv4: {
    0: 'echo-reply',
    3: 'unreachable',
    4: 'source quench',
    5: 'redirect',
    8: 'echo-request',
    9: 'router advertisement',
    10: 'router solicitation',
    11: 'time exceeded',
    12: 'parameter problem',
    13: 'timestamp request',
    14: 'timestamp reply',
    17: 'address mask request',
    18: 'address mask reply',
    42: 'extended echo request',
    43: 'extended echo reply',
  },
  IPv6: {
    1: 'unreachable',
    2: 'packet too big',
    3: 'time exceeded',
    4: 'parameter problem',
    128: 'echo-request',
    129: 'echo-reply',
    130: 'MLD query',
    131: 'MLDv1 report',
    132: 'MLDv1 done',
    133: 'router solicitation',
    134: 'router advertisement',
    135: 'neighbour solicitation',
    136: 'neighbour advertisement',
    137: 'redirect',
    138: 'router renumbering',
    139: 'node information query',
    140: 'node information reply',
    141: 'inverse neighbour discovery solicitation',
    142: 'inverse neighbour discovery advertisement',
    143: 'MLDv2 report',
    144: 'home agent address discovery request',
    145: 'home agent address discovery reply',
    146: 'mobile prefix solicitation',
    147: 'mobile prefix advertisement',
    148: 'certification path solicitation',
    149: 'certification path advertisement',
    151: 'multicast router advertisement',
    152: 'multicast router solicitation',
    153: 'multicast router termination',
    155: 'RPL control',
    157: 'duplicate address request',
    158: 'duplicate address confirmation',
    160: 'extended echo request',
    161: 'extended echo reply',
  },
};

const REDIRECT: Names = {0: 'network', 1: 'host', 2: 'network, by service', 3: 'host, by service'};

/** By type, where codes have a meaning. */
const CODES: Readonly<Record<IpFamily, Readonly<Record<number, Names>>>> = {
  IPv4: {
    // RFC 792, RFC 1122 §3.2.2.1, RFC 1812 §5.2.7.1
    3: {
      0: 'network',
      1: 'host',
      2: 'protocol',
      3: 'port',
      4: 'fragmentation needed',
      5: 'source route failed',
      6: 'network unknown',
      7: 'host unknown',
      8: 'source host isolated',
      9: 'network prohibited',
      10: 'host prohibited',
      11: 'network, by service',
      12: 'host, by service',
      13: 'administratively prohibited',
      14: 'host precedence violation',
      15: 'precedence cutoff',
    },
    5: REDIRECT,
    11: {0: 'time to live', 1: 'reassembly'},
    12: {0: 'at a pointer', 1: 'missing option', 2: 'bad length'},
  },
  IPv6: {
    // RFC 4443 §3.1, RFC 6550, RFC 8883
    1: {
      0: 'no route',
      1: 'administratively prohibited',
      2: 'beyond the scope of its source',
      3: 'address',
      4: 'port',
      5: 'source address failed policy',
      6: 'reject route',
      7: 'error in source routing header',
      8: 'headers too long',
    },
    3: {0: 'hop limit', 1: 'reassembly'},
    4: {
      0: 'erroneous header field',
      1: 'unrecognized next header',
      2: 'unrecognized option',
      3: 'incomplete header chain',
    },
  },
};

const MLD_QUERY = 130;
/** A query of this length is of version 1, a longer one of version 2 (RFC 3810 §8.1). Octets. */
const MLD_V1_LENGTH = 24;

/**
 * `MLDv2 report`; undefined for a type without a name here.
 *
 * @param length of the message in octets
 */
export function icmpTypeName(family: IpFamily, type: number, length: number): string | undefined {
  if (family === 'IPv6' && type === MLD_QUERY) return length > MLD_V1_LENGTH ? 'MLDv2 query' : 'MLDv1 query';
  return TYPES[family][type];
}

/** `port`; undefined for a code that means nothing, as the 0 of most types does. */
export function icmpCodeName(family: IpFamily, type: number, code: number): string | undefined {
  return CODES[family][type]?.[code] ?? (code === 0 ? undefined : `code ${code}`);
}
