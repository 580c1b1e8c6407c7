/**
 * Reading a course: a file of exercises with their checks.
 *
 * @module
 */

import {isTopologyName, TOPOLOGIES} from '@vip/analysis';
import {isIpv4, VipError} from '@vip/arp';
import {
  CHECKS,
  type Check,
  type Course,
  type Exercise,
  type Key,
  type NodeCommand,
  STATION_WORDS,
} from '@vip/core';
import {
  anyEntriesOf,
  describe,
  type Entry,
  entriesOf,
  itemsOf,
  type Located,
  notAmong,
  wrongAt,
} from '../document/located.js';
import {readYaml} from '../document/read-yaml.js';
import {parseDuration} from '../values/duration.js';

type Entries = ReadonlyMap<string, Entry>;

export const COURSE_KEYS = ['$schema', 'title', 'seed', 'exercises'] as const;

/** Of an exercise. */
export const EXERCISE_KEYS = [
  ...(['name', 'title', 'task', 'topology', 'script', 'node', 'prepare'] as const),
  ...(['ready', 'then', 'observe', 'limit', 'checks'] as const),
];

/** Keys of every check, in addition to those of its kind. */
export const CHECK_KEYS = ['check', 'points', 'hint'] as const;

/** Words for where commands run: the stations, and the switch. */
export const NODES: readonly string[] = [...STATION_WORDS, 'lan'];

export const DEFAULTS = {topology: 'macvlan', node: 'host', limit: '20s', observe: '0'} as const;

export const EXERCISE_NAME = /^[a-z0-9][a-z0-9-]{0,40}$/;
export const SCRIPT_NAME = /^(?!\.)[\w.-]{1,64}$/;
export const IFACE_NAME = /^[\w.-]{1,15}$/;
/** Of a check, above 0. */
export const MOST_POINTS = 1000;

/** @throws VipError `FILE_FAILED`, `BAD_ARGUMENT` with file, line and column */
export function readCourse(file: string): Course {
  const root = readYaml(file);
  const entries = entriesOf(root, 'course', COURSE_KEYS);
  const exercises = itemsOf(needed(entries, 'exercises', root, 'course'), 'exercises').map(exerciseOf);
  const twice = exercises.find(({name}, index) => exercises.findIndex(one => one.name === name) < index);
  if (twice !== undefined)
    throw wrongAt(root.place, `exercises: expected each name once, got ${twice.name} twice`);
  return {
    title: textOf(needed(entries, 'title', root, 'course'), 'title'),
    seed: textOf(needed(entries, 'seed', root, 'course'), 'seed'),
    exercises,
  };
}

function exerciseOf(node: Located): Exercise {
  const entries = entriesOf(node, 'exercise', EXERCISE_KEYS);
  const need = (key: string) => needed(entries, key, node, 'exercise');
  const text = (key: string, standard: string) => optionalText(entries, key, standard);
  const name = matching(need('name'), 'name', EXERCISE_NAME, 'small letters, digits and -');
  const topology = text('topology', DEFAULTS.topology);
  if (!isTopologyName(topology))
    throw wrongAt(
      placeOf(entries, 'topology', node),
      notAmong('topology', Object.keys(TOPOLOGIES), topology),
    );
  const ready = entries.get('ready');
  return {
    name,
    title: optionalText(entries, 'title', name),
    task: text('task', ''),
    topology,
    script: matching(need('script'), 'script', SCRIPT_NAME, 'the name of a file, without a directory'),
    node: word(text('node', DEFAULTS.node), 'node', STATION_WORDS, placeOf(entries, 'node', node)),
    prepare: commandsOf(entries.get('prepare')),
    ...(ready === undefined ? {} : {readyMs: durationOf(ready.value, 'ready')}),
    // biome-ignore lint/suspicious/noThenProperty: the key's name; nothing awaits it
    then: commandsOf(entries.get('then')),
    observeMs: duration(text('observe', DEFAULTS.observe), 'observe', placeOf(entries, 'observe', node)),
    limitMs: duration(text('limit', DEFAULTS.limit), 'limit', placeOf(entries, 'limit', node)),
    checks: itemsOf(need('checks'), 'checks').map(checkOf),
  };
}

/** `- ns0: ip link set mcv0 down`, each a command of a node. */
function commandsOf(entry: Entry | undefined): NodeCommand[] {
  if (entry === undefined) return [];
  return itemsOf(entry.value, entry.key).flatMap(item =>
    anyEntriesOf(item, entry.key).map(({key, place, value}) => ({
      node: word(key, entry.key, NODES, place),
      command: textOf(value, key),
    })),
  );
}

function checkOf(node: Located): Check {
  const named = anyEntriesOf(node, 'check').find(({key}) => key === 'check');
  if (named === undefined) throw wrongAt(node.place, 'check: expected check, got none');
  const name = textOf(named.value, 'check');
  const kind = CHECKS.find(one => one.name === name);
  if (kind === undefined)
    throw wrongAt(
      named.value.place,
      notAmong(
        'check',
        CHECKS.map(one => one.name),
        name,
      ),
    );
  const entries = entriesOf(node, name, [...CHECK_KEYS, ...Object.keys(kind.keys)]);
  const told = Object.entries(kind.keys).flatMap(([key, means]) => {
    const entry = entries.get(key);
    if (entry !== undefined) return [[key, toldOf(key, means, entry.value)]];
    if (means.standard === undefined) throw wrongAt(node.place, `${name}: expected ${key}, got none`);
    return [];
  });
  const points = entries.get('points');
  const hint = entries.get('hint');
  return {
    kind: name,
    told: Object.fromEntries(told),
    points: points === undefined ? 1 : pointsOf(points.value),
    ...(hint === undefined ? {} : {hint: textOf(hint.value, 'hint')}),
  };
}

function toldOf(key: string, {takes}: Key, node: Located): string {
  if (takes === 'duration') return String(durationOf(node, key));
  if (takes === 'yes-no' && node.kind === 'value' && (node.type === 'true' || node.type === 'false'))
    return node.type === 'true' ? 'yes' : 'no';
  const text = textOf(node, key);
  if (takes === 'yes-no') return word(text, key, ['yes', 'no'], node.place);
  if (takes === 'node' || takes === 'station') return word(text, key, STATION_WORDS, node.place);
  if (takes === 'iface') return matching(node, key, IFACE_NAME, 'the name of an interface');
  if (takes === 'address')
    return isIpv4(text) ? text : word(text, key, ['vip', ...STATION_WORDS, 'an IPv4 address'], node.place);
  return word(text, key, takes, node.place);
}

function pointsOf(node: Located): number {
  const points = Number(textOf(node, 'points'));
  if (Number.isFinite(points) && points > 0 && points <= MOST_POINTS) return points;
  throw wrongAt(
    node.place,
    `points: expected a number above 0 and up to ${MOST_POINTS}, got ${describe(node)}`,
  );
}

function durationOf(node: Located, what: string): number {
  return duration(textOf(node, what), what, node.place);
}

function duration(text: string, what: string, place: string): number {
  try {
    return parseDuration(text);
  } catch (error) {
    if (!(error instanceof VipError)) throw error;
    throw wrongAt(place, error.message.replace(/^duration/, what));
  }
}

function needed(entries: Entries, key: string, {place}: Located, what: string): Located {
  const entry = entries.get(key);
  if (entry !== undefined) return entry.value;
  throw wrongAt(place, `${what}: expected ${key}, got none`);
}

function optionalText(entries: Entries, key: string, standard: string): string {
  const entry = entries.get(key);
  return entry === undefined ? standard : textOf(entry.value, key);
}

function placeOf(entries: Entries, key: string, otherwise: Located): string {
  return entries.get(key)?.value.place ?? otherwise.place;
}

function textOf(node: Located, what: string): string {
  if (node.kind === 'value' && (node.type === 'text' || node.type === 'number') && node.text !== '')
    return node.text;
  throw wrongAt(node.place, `${what}: expected text, got ${describe(node)}`);
}

function matching(node: Located, what: string, pattern: RegExp, expected: string): string {
  const text = textOf(node, what);
  if (pattern.test(text)) return text;
  throw wrongAt(node.place, `${what}: expected ${expected}, got ${JSON.stringify(text)}`);
}

function word(text: string, what: string, words: readonly string[], place: string): string {
  if (words.includes(text)) return text;
  throw wrongAt(place, notAmong(what, words, text));
}
