/**
 * The arguments of keepalived's keywords, as of 2.2.7; keywords added by 2.4 are in `newer-words.ts`.
 *
 * @module
 */

/** Seconds are decimal, with up to six places; a number in `lenient` may be followed by other characters when the daemon runs. */
import {MOST_INTEGER, MOST_UNSIGNED} from './numbers.js';
import {
  dnsName,
  dnsType,
  engine,
  forwarding,
  host,
  hostAndPort,
  payload,
  reply,
  reversible,
  statusCodes,
} from './server-values.js';
import {
  bufferPolicy,
  digest,
  extraInterfaces,
  fileMode,
  multiplier,
  oneWord,
  only,
  optionalWord,
  persistence,
  processName,
  processors,
  rangeProblem,
  requiredWord,
  SCHEDULERS,
  serverTimeouts,
  syncDaemon,
  type WordCheck,
} from './word-lists.js';

export type Taken =
  | {readonly kind: 'anything'}
  | {readonly kind: 'word'}
  /** An address or a name, and a port if there is another word. */
  | {readonly kind: 'server'}
  | {readonly kind: 'switch'}
  | {
      readonly kind: 'number';
      readonly least: number;
      readonly most: number;
      readonly lenient: boolean;
      /** A lower number is rejected, and this one used instead. */
      readonly raisedTo?: number;
    }
  | {readonly kind: 'seconds'; readonly least: number; readonly most: number}
  /** Several words, or one of a few. */
  | {readonly kind: 'words'; readonly problem: WordCheck}
  /** Still taken, and refused by the check: `instead` is the word for it. */
  | {readonly kind: 'deprecated'; readonly instead: string}
  /** Known only to a daemon that was built with it. */
  | {readonly kind: 'built'; readonly part: string};

export type Keyword =
  | {readonly is: 'line'; readonly taken: Taken}
  /** A block whose lines are values; few of them have a name. A second one of those that count once ends the block around it. */
  | {readonly is: 'values'; readonly isNamed: boolean; readonly countsOnce?: boolean}
  /** A block of keywords; `named` ones need a name, and a second of a `unique` name is skipped. */
  | {readonly is: 'block'; readonly words: Grammar; readonly name: 'none' | 'any' | 'needed' | 'unique'};

export type Grammar = ReadonlyMap<string, Keyword>;

const MOST_SECONDS = 4294;

/** No practical limit. */
const MOST_TIME = 99_999_999_999;

const MOST_MILLISECONDS = 4_294_967;

const integerWord: WordCheck = ([text]) => rangeProblem(text, -MOST_INTEGER, MOST_INTEGER);
const weightWord: WordCheck = ([text]) => rangeProblem(text, -253, 253);

const line = (taken: Taken): Keyword => ({is: 'line', taken});
const words = (problem: WordCheck): Keyword => line({kind: 'words', problem});
const number = (least: number, most: number): Keyword => line({kind: 'number', least, most, lenient: true});

/** A deprecated keyword. */
export const deprecated = (instead: string): Keyword => line({kind: 'deprecated', instead});

const KINDS: Readonly<Record<string, Keyword>> = {
  any: line({kind: 'anything'}),
  word: line({kind: 'word'}),
  server: line({kind: 'server'}),
  switch: line({kind: 'switch'}),
  values: {is: 'values', isNamed: false},
  'named values': {is: 'values', isNamed: true},
  'values once': {is: 'values', isNamed: false, countsOnce: true},
  nice: line({kind: 'number', least: -20, most: 19, lenient: true}),
  realtime: line({kind: 'number', least: 1, most: 99, lenient: true}),
  detail: line({kind: 'number', least: 0, most: 4, lenient: true}),
  octet: line({kind: 'number', least: 1, most: 255, lenient: false}),
  octet0: line({kind: 'number', least: 0, most: 255, lenient: false}),
  version: line({kind: 'number', least: 2, most: 3, lenient: true}),
  count: line({kind: 'number', least: 0, most: MOST_UNSIGNED, lenient: true}),
  adverts: line({kind: 'number', least: 1, most: 100, lenient: true}),
  count1: line({kind: 'number', least: 0, most: MOST_UNSIGNED, lenient: true, raisedTo: 1}),
  times: number(1, MOST_INTEGER),
  times0: number(0, MOST_INTEGER),
  integer: number(-MOST_INTEGER - 1, MOST_INTEGER),
  positive: number(1, MOST_UNSIGNED),
  port: number(1, 65_535),
  port0: number(0, 65_535),
  patience: number(0, 4294),
  microseconds: number(1, 10_000_000),
  whole: line({kind: 'number', least: 0, most: MOST_SECONDS, lenient: true}),
  timeout: line({kind: 'number', least: 0, most: MOST_SECONDS, lenient: true, raisedTo: 1}),
  whole1: line({kind: 'number', least: 1, most: 1000, lenient: true}),
  window: line({kind: 'number', least: 1, most: 300, lenient: false}),
  weight: line({kind: 'number', least: -253, most: 253, lenient: true}),
  weight254: line({kind: 'number', least: -254, most: 254, lenient: true}),
  advert: line({kind: 'seconds', least: 0.01, most: 255}),
  delay: line({kind: 'seconds', least: 0, most: 1000}),
  some: line({kind: 'seconds', least: 0.000_001, most: 4294.967_295}),
  pause: line({kind: 'seconds', least: 0, most: 2147.483_647}),
  startup: line({kind: 'seconds', least: 0.001, most: 4294.967_295}),
  wait: line({kind: 'seconds', least: 0, most: MOST_TIME}),
  period: line({kind: 'seconds', least: 0.000_001, most: MOST_TIME}),
  milliseconds: line({kind: 'seconds', least: 1, most: MOST_MILLISECONDS}),
  'idle milliseconds': line({kind: 'seconds', least: 1000, most: MOST_MILLISECONDS}),
  hops: number(-1, 255),
  process: line({kind: 'seconds', least: 0.000_001, most: 3600}),
  address: words(host),
  'address and port': words(hostAndPort),
  'http protocol': words(requiredWord(['1.0', '1.0C', '1.0c', '1.1', '1.1C', '1.1c'])),
  family: words(requiredWord(['inet', 'inet6'])),
  forwarding: words(forwarding),
  engine: words(engine),
  elsewhere: words(() => 'this block does not have it'),
  'status codes': words(statusCodes),
  'dns type': words(dnsType),
  'dns name': words(dnsName),
  payload: words(payload),
  reply: words(reply),
  'file weight': words(reversible(integerWord, ['reverse', 'noreverse'])),
  'session weight': words(reversible(weightWord, ['reverse'])),
  transport: words(requiredWord(['TCP', 'UDP', 'SCTP'])),
  digest: words(digest),
  persistence: words(persistence),
  scheduler: words(requiredWord(SCHEDULERS)),
  'one word': words(oneWord),
  'process name': words(processName),
  processors: words(processors),
  multiplier: words(multiplier),
  'buffer policy': words(bufferPolicy),
  'extra interfaces': words(extraInterfaces(0)),
  'extra interfaces 1': words(extraInterfaces(1)),
  'file mode': words(fileMode),
  'server timeouts': words(serverTimeouts),
  'sync daemon': words(syncDaemon),
  'interface changes': words(optionalWord(['allow_if_changes'])),
  flush: words(optionalWord(['VS'])),
  'include check': words(only(['match', 'wildcard_match', 'brace_match'])),
  'parameter match': words(optionalWord(['initial', 'partial'])),
  iptables: line({kind: 'built', part: 'iptables'}),
};

/** `'state interface': 'word'` and so on, as one map. */
export function grammar(table: Readonly<Record<string, string | Keyword>>): Grammar {
  const words = new Map<string, Keyword>();
  for (const [names, kind] of Object.entries(table)) {
    const keyword = typeof kind === 'string' ? KINDS[kind] : kind;
    if (keyword === undefined) throw new TypeError(`no such kind of keyword: ${kind}`);
    for (const name of names.split(' ')) words.set(name, keyword);
  }
  return words;
}

export function block(words: Grammar, name: 'none' | 'any' | 'needed' | 'unique' = 'none'): Keyword {
  return {is: 'block', words, name};
}
