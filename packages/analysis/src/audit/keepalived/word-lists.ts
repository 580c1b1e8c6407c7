/**
 * Checks of arguments that are several words, or one of a few: the problem, as `keepalived -t` sees it, or undefined.
 *
 * @module
 */

import {MOST_UNSIGNED, readNumber} from './numbers.js';

/** @param given the words after the keyword */
export type WordCheck = (given: readonly string[]) => string | undefined;

/** Maximum number of processors in an affinity mask (sched_setaffinity(2)). */
const MOST_PROCESSORS = 1024;

/** In seconds. */
const A_DAY = 86_400;
const A_MONTH = 31 * A_DAY;

export function rangeProblem(text: string | undefined, least: number, most: number): string | undefined {
  if (text !== undefined && readNumber(text, least, most, false).problem === undefined) return undefined;
  return `expected ${least} to ${most}, got ${text ?? 'nothing'}`;
}

export const oneWord: WordCheck = ({length}) =>
  length === 1 ? undefined : `expected one word, got ${length}`;

/** Optional: one of these. */
export function optionalWord(words: readonly string[]): WordCheck {
  return ([first]) =>
    first === undefined || words.includes(first)
      ? undefined
      : `expected ${words.join(', ')} or nothing, got ${first}`;
}

/** Required: one of these. */
export function requiredWord(words: readonly string[]): WordCheck {
  return given => (given.length === 0 ? 'expected a value, got none' : optionalWord(words)(given));
}

/** Persistence of a client at a server: seconds, or the default. */
export const persistence: WordCheck = ([seconds]) =>
  seconds === undefined ? undefined : rangeProblem(seconds, 1, A_MONTH);

/** Schedulers of the kernel's IPVS. */
export const SCHEDULERS: readonly string[] = 'rr wrr lc wlc lblc lblcr mh sh dh fo ovf sed nq twos'.split(
  ' ',
);

/** An MD5 digest in hexadecimal. */
export const digest: WordCheck = ([first = 'none']) =>
  /^[\da-f]{32}$/i.test(first) ? undefined : `expected 32 hexadecimal digits, got ${first}`;

/** Nothing, or exactly one of these. */
export function only(words: readonly string[]): WordCheck {
  return given =>
    optionalWord(words)(given) ?? (given.length > 1 ? `expected one word, got ${given.length}` : undefined);
}

/** Maximum length of a process name (prctl(2), PR_SET_NAME). */
const LONGEST_NAME = 15;

export const processName: WordCheck = ([name]) => {
  if (name === undefined) return 'expected a value, got none';
  return name.length > LONGEST_NAME ? `expected at most ${LONGEST_NAME} characters, got ${name}` : undefined;
};

export const processors: WordCheck = given =>
  (given.length === 0 ? [undefined] : given)
    .map(text => rangeProblem(text, 0, MOST_PROCESSORS - 1))
    .find(Boolean);

export const multiplier: WordCheck = given => oneWord(given) ?? rangeProblem(given[0], 1, MOST_UNSIGNED);

/** A size in octets, or the value it is derived from. */
export const bufferPolicy: WordCheck = given => {
  const words = given.map(word => word.toLowerCase());
  const isOfNames = words.length > 0 && words.every(word => word === 'mtu' || word === 'advert');
  if (!isOfNames) return rangeProblem(given[0], 0, MOST_UNSIGNED);
  return new Set(words).size === 1 ? undefined : 'expected mtu or advert, got both';
};

/** The announcement interval of extra interfaces, optionally for all of them: `all` and seconds. */
export function extraInterfaces(least: number): WordCheck {
  return given => {
    const seconds = given.filter(word => word !== 'all');
    if (seconds.length === 0) return 'expected seconds, got none';
    return seconds.map(text => rangeProblem(text, least, A_DAY)).find(Boolean);
  };
}

const FILE_MODE = /^I[RWX](?:USR|GRP|OTH)$/;

/** A number in C notation, or bits by name. */
export const fileMode: WordCheck = given => {
  const [text = '', ...more] = given;
  if (more.length > 0) return `expected one word, got ${given.length}`;
  const isNumber = /^(?:0x[\da-f]+|0[0-7]*|[1-9]\d*)$/i.test(text);
  const value = /^0[0-7]/.test(text) ? Number.parseInt(text, 8) : Number(text);
  if (isNumber ? value <= 0o777 : text.split('|').every(bit => FILE_MODE.test(bit))) return undefined;
  return `expected 0 to 0777 or names of bits, got ${text}`;
};

const TIMEOUTS = ['tcp', 'tcpfin', 'udp'];

/** Names, each with seconds. */
export const serverTimeouts: WordCheck = given => {
  if (given.length < 2) return 'expected tcp, tcpfin or udp with seconds';
  for (let at = 0; at < given.length; at += 2) {
    const name = given[at] as string;
    if (!TIMEOUTS.includes(name)) return `expected ${TIMEOUTS.join(', ')}, got ${name}`;
    const problem = rangeProblem(given[at + 1], 0, A_MONTH);
    if (problem !== undefined) return problem;
  }
  return undefined;
};

/** IFNAMSIZ without the terminating NUL. */
const LONGEST_INTERFACE = 15;

/** Numeric options of `lvs_sync_daemon`. */
const SYNC_NUMBERS: Readonly<Record<string, {readonly least: number; readonly most: number}>> = {
  id: {least: 0, most: 255},
  maxlen: {least: 1, most: 65_507},
  port: {least: 1, most: 65_535},
  ttl: {least: 1, most: 255},
};

/** An interface, an instance, and options; a number without a name is the ID. */
export const syncDaemon: WordCheck = ([iface, ...words]) => {
  if (iface === undefined) return 'expected an interface, got none';
  if (iface.length > LONGEST_INTERFACE)
    return `expected at most ${LONGEST_INTERFACE} characters, got ${iface}`;
  const isNamed = words[0] !== undefined && !isSyncOption(words[0]);
  const options = isNamed ? words.slice(1) : words;
  if (options.length === 1 && !Object.hasOwn(SYNC_NUMBERS, options[0] as string))
    return rangeProblem(options[0], 0, 255);
  for (let at = 0; at < options.length; at += 2) {
    const option = options[at] as string;
    if (!isSyncOption(option)) return `expected an option, got ${option}`;
    if (option === 'inst' && isNamed) return `expected one instance, got ${words[0]} and another`;
    const problem = syncProblem(option, options[at + 1]);
    if (problem !== undefined) return problem;
  }
  return undefined;
};

function isSyncOption(word: string): boolean {
  return Object.hasOwn(SYNC_NUMBERS, word) || word === 'group' || word === 'inst';
}

function syncProblem(option: string, value: string | undefined): string | undefined {
  const limits = SYNC_NUMBERS[option];
  if (limits !== undefined) return rangeProblem(value, limits.least, limits.most);
  if (option === 'group') return groupProblem(value);
  return value === undefined ? 'expected the name of an instance, got none' : undefined;
}

function groupProblem(text = 'nothing'): string | undefined {
  return /^(?:(?:22[4-9]|23\d)\.|ff[\da-f]{2}:)/i.test(text)
    ? undefined
    : `expected a multicast address, got ${text}`;
}
