/**
 * Checks of the arguments of some keywords of virtual servers and their checks: the problem, as `keepalived -t` of 2.2.7 sees it, or
 * undefined.
 *
 * @module
 */

import {hostOf} from './model/address.js';
import {optionalWord, rangeProblem, requiredWord, type WordCheck} from './word-lists.js';

/** Maximum length of an engine's name (IP_VS_PENAME_MAXLEN). */
const LONGEST_ENGINE = 16;

export const engine: WordCheck = ([name]) => {
  if (name === undefined) return 'expected a value, got none';
  return name.length > LONGEST_ENGINE
    ? `expected at most ${LONGEST_ENGINE} characters, got ${name}`
    : undefined;
};

const LEAST_STATUS = 100;
const MOST_STATUS = 599;

/** Status codes and ranges; without any, the default applies. */
export const statusCodes: WordCheck = given => {
  const wrong = given.find(text => !isStatus(text));
  return wrong === undefined
    ? undefined
    : `expected ${LEAST_STATUS} to ${MOST_STATUS} or a range, got ${wrong}`;
};

function isStatus(text: string): boolean {
  const [, from, to = from] = /^(\d{3})(?:-(\d{3}))?$/.exec(text) ?? [];
  return (
    from !== undefined &&
    Number(from) >= LEAST_STATUS &&
    Number(to) >= Number(from) &&
    Number(to) <= MOST_STATUS
  );
}

const DNS_TYPES = ['A', 'NS', 'CNAME', 'SOA', 'MX', 'TXT', 'AAAA', 'RRSIG', 'DNSKEY'];

export const dnsType: WordCheck = ([type]) =>
  requiredWord(DNS_TYPES)(type === undefined ? [] : [type.toUpperCase()]);

/** A first label of one character is mistaken for an empty one. */
export const dnsName: WordCheck = ([name]) => {
  if (name === undefined) return 'expected a value, got none';
  return name !== '.' && /^.?\.|\.\./.test(name) ? `expected no empty label, got ${name}` : undefined;
};

/** Octets in hexadecimal. */
export const payload: WordCheck = given => {
  if (given.length === 0) return 'expected a value, got none';
  return hexadecimal(given, /^[\da-f\s]*$/i);
};

/** The same, with x for any digit. */
export const reply: WordCheck = given => hexadecimal(given, /^[\da-fx\s]*$/i);

function hexadecimal(given: readonly string[], digits: RegExp): string | undefined {
  const text = given.join(' ');
  return digits.test(text) ? undefined : `expected hexadecimal digits, got ${text}`;
}

/** A number followed by the order. */
export function reversible(number: WordCheck, orders: readonly string[]): WordCheck {
  return ([text, ...rest]) => number(text === undefined ? [] : [text]) ?? optionalWord(orders)(rest);
}

/** The options of each tunnel type. */
const TUNNELS: Readonly<Record<string, readonly string[]>> = {
  ipip: [],
  gre: ['csum', 'nocsum'],
  gue: ['csum', 'nocsum', 'remcsum'],
};

const CHECKSUMS: ReadonlySet<string> = new Set(['csum', 'nocsum', 'remcsum']);

/** `NAT`, `DR`, or `TUN [type ipip|gre|gue] [port N] [csum|nocsum|remcsum]`. */
export const forwarding: WordCheck = given => {
  const problem = requiredWord(['NAT', 'DR', 'TUN'])(given);
  return problem ?? tunnelProblem(given.slice(1), given[0] === 'TUN');
};

function tunnelProblem(options: readonly string[], isTunnel: boolean): string | undefined {
  let type = 'ipip';
  let hasPort = false;
  let checksum: string | undefined;
  for (let at = 0; at < options.length; at++) {
    const option = options[at] as string;
    if (option === 'type') {
      type = options[++at] ?? 'none';
      if (!Object.hasOwn(TUNNELS, type)) return `expected ${Object.keys(TUNNELS).join(', ')}, got ${type}`;
    } else if (option === 'port') {
      const port = rangeProblem(options[++at], 1, 65_535);
      if (port !== undefined) return port;
      hasPort = true;
    } else if (CHECKSUMS.has(option)) checksum = option;
    else return `expected type, port or a checksum, got ${option}`;
  }
  if (!isTunnel) return undefined;
  if (hasPort !== (type === 'gue')) return `expected ${hasPort ? 'no port' : 'a port'}, for ${type}`;
  const allowed = TUNNELS[type] as readonly string[];
  return checksum === undefined || allowed.includes(checksum)
    ? undefined
    : `expected no ${checksum}, for ${type}`;
}

/** Addresses; a range or mask after one is ignored. */
export const host: WordCheck = ([first]) =>
  first === undefined || hostOf(first) === undefined
    ? `expected an address, got ${first ?? 'none'}`
    : undefined;

/** An address, optionally followed by a port. */
export const hostAndPort: WordCheck = ([address, port]) =>
  host(address === undefined ? [] : [address]) ??
  (port === undefined ? undefined : rangeProblem(port, 1, 65_535));
