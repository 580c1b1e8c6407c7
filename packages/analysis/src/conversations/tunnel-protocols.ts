/**
 * Protocols over IP that carry packets or frames of others, and do not answer: by their number alone, nothing shows which packet answers which.
 *
 * @module
 */

/** Names by IANA protocol number. */
export const TUNNEL_PROTOCOLS: ReadonlyMap<number, string> = new Map([
  [4, 'IP in IP'],
  [41, 'IPv6 in IP'],
  [47, 'GRE'],
  [50, 'ESP'],
  [97, 'EtherIP'],
  [115, 'L2TP'],
  [137, 'MPLS in IP'],
]);
