/**
 * Reading a course: a file of exercises with their checks.
 *
 * @module
 */

import {isTopologyName, notAmong, TOPOLOGIES} from '@vip/analysis/internal';
import {type Course, type Exercise, type NodeCommand, STATION_WORDS} from '@vip/core/internal';
import {anyEntriesOf, type Entry, entriesOf, itemsOf, type Located, wrongAt} from '../document/located.js';
import {readYaml} from '../document/read-yaml.js';
import {
  COURSE_DEFAULTS,
  COURSE_KEYS,
  COURSE_NODES,
  EXERCISE_KEYS,
  EXERCISE_NAME,
  SCRIPT_NAME,
} from './course-keys.js';
import {
  duration,
  durationOf,
  matching,
  neededEntry,
  optionalText,
  placeOfEntry,
  textOfEntry,
  word,
} from './course-values.js';
import {checkOf} from './read-check.js';

/** @throws VipError `FILE_FAILED`, `BAD_ARGUMENT` with file, line and column */
export function readCourse(file: string): Course {
  const root = readYaml(file);
  const entries = entriesOf(root, 'course', COURSE_KEYS);
  const exercises = itemsOf(neededEntry(entries, 'exercises', root, 'course'), 'exercises').map(exerciseOf);
  const twice = exercises.find(({name}, index) => exercises.findIndex(one => one.name === name) < index);
  if (twice !== undefined)
    throw wrongAt(root.place, `exercises: expected each name once, got ${twice.name} twice`);
  return {
    title: textOfEntry(neededEntry(entries, 'title', root, 'course'), 'title'),
    seed: textOfEntry(neededEntry(entries, 'seed', root, 'course'), 'seed'),
    exercises,
  };
}

function exerciseOf(node: Located): Exercise {
  const entries = entriesOf(node, 'exercise', EXERCISE_KEYS);
  const need = (key: string) => neededEntry(entries, key, node, 'exercise');
  const text = (key: string, standard: string) => optionalText(entries, key, standard);
  const name = matching(need('name'), 'name', EXERCISE_NAME, 'small letters, digits and -');
  const topology = text('topology', COURSE_DEFAULTS.topology);
  if (!isTopologyName(topology))
    throw wrongAt(
      placeOfEntry(entries, 'topology', node),
      notAmong('topology', Object.keys(TOPOLOGIES), topology),
    );
  const ready = entries.get('ready');
  return {
    name,
    title: optionalText(entries, 'title', name),
    task: text('task', ''),
    topology,
    script: matching(need('script'), 'script', SCRIPT_NAME, 'the name of a file, without a directory'),
    node: word(
      text('node', COURSE_DEFAULTS.node),
      'node',
      STATION_WORDS,
      placeOfEntry(entries, 'node', node),
    ),
    prepare: commandsOf(entries.get('prepare')),
    ...(ready === undefined ? {} : {readyMs: durationOf(ready.value, 'ready')}),
    // biome-ignore lint/suspicious/noThenProperty: the key's name; nothing awaits it
    then: commandsOf(entries.get('then')),
    observeMs: duration(
      text('observe', COURSE_DEFAULTS.observe),
      'observe',
      placeOfEntry(entries, 'observe', node),
    ),
    limitMs: duration(text('limit', COURSE_DEFAULTS.limit), 'limit', placeOfEntry(entries, 'limit', node)),
    checks: itemsOf(need('checks'), 'checks').map(checkOf),
  };
}

/** `- ns0: ip link set mcv0 down`, each a command of a node. */
function commandsOf(entry: Entry | undefined): NodeCommand[] {
  if (entry === undefined) return [];
  return itemsOf(entry.value, entry.key).flatMap(item =>
    anyEntriesOf(item, entry.key).map(({key, place, value}) => ({
      node: word(key, entry.key, COURSE_NODES, place),
      command: textOfEntry(value, key),
    })),
  );
}
