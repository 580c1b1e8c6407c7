/**
 * The JSON Schema of a course (draft 7), for editors: made from the checks and from the words that the reader knows. It rejects
 * nothing that `vip grade` accepts.
 *
 * @module
 */

import {TOPOLOGIES} from '@vip/analysis/internal';
import {CHECKS, type Key, STATION_WORDS} from '@vip/core/internal';
import {syntaxOf} from '../options/syntax.js';
import {parseDuration} from '../values/duration.js';
import {
  type CHECK_KEYS,
  COURSE_DEFAULTS,
  type COURSE_KEYS,
  COURSE_NODES,
  type EXERCISE_KEYS,
  EXERCISE_NAME,
  IFACE_NAME,
  MOST_POINTS,
  SCRIPT_NAME,
} from './course-keys.js';

type Schema = Readonly<Record<string, unknown>>;

/** Numbers are read as they are written. */
const TEXT: Schema = {type: ['string', 'number'], minLength: 1};
const DURATION: Schema = {type: ['string', 'number'], ...syntaxOf(parseDuration)};
const YES_NO: Schema = {enum: ['yes', 'no', true, false]};
const COMMANDS: Schema = {
  type: 'array',
  items: {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(COURSE_NODES.map(node => [node, TEXT])),
  },
};

function described(description: string, schema: Schema): Schema {
  return {description, ...schema};
}

/** The schemas of an exercise's keys. */
const EXERCISE: Readonly<Record<(typeof EXERCISE_KEYS)[number], Schema>> = {
  name: described('its name in marks and options; unique', {
    type: ['string', 'number'],
    pattern: EXERCISE_NAME.source,
  }),
  title: described('for task sheets; the name by default', TEXT),
  task: described(
    "the student's task; $VIP and similar names are replaced by the student's own values",
    TEXT,
  ),
  topology: described('a topology of vip trial', {
    enum: Object.keys(TOPOLOGIES),
    default: COURSE_DEFAULTS.topology,
  }),
  script: described("the student's file", {type: ['string', 'number'], pattern: SCRIPT_NAME.source}),
  node: described('the node in which it runs', {enum: STATION_WORDS, default: COURSE_DEFAULTS.node}),
  prepare: described('commands before the script, each with its node', COMMANDS),
  ready: described(
    'how long after the start of the script the commands in "then" run, while it continues; by default they wait for its end',
    DURATION,
  ),
  // biome-ignore lint/suspicious/noThenProperty: the key's name; nothing awaits it
  then: described('commands after the script, or while it continues, such as a fault', COMMANDS),
  observe: described('how long to observe after that', {...DURATION, default: COURSE_DEFAULTS.observe}),
  limit: described('how long the script may take', {...DURATION, default: COURSE_DEFAULTS.limit}),
  checks: described('in the order in which they are made', {
    type: 'array',
    items: {$ref: '#/definitions/check'},
  }),
};

const COURSE: Readonly<Record<(typeof COURSE_KEYS)[number], Schema>> = {
  $schema: described('where this schema is, for editors', {type: 'string'}),
  title: described('title of the course', TEXT),
  seed: described("together with a student's name, it determines the student's addresses", TEXT),
  exercises: {type: 'array', items: {$ref: '#/definitions/exercise'}},
};

const CHECK: Readonly<Record<Exclude<(typeof CHECK_KEYS)[number], 'check'>, Schema>> = {
  points: described('1 by default', {
    anyOf: [{type: 'number', exclusiveMinimum: 0, maximum: MOST_POINTS}, {type: 'string'}],
  }),
  hint: described('shown to students who miss the points', TEXT),
};

/** The document. */
export function courseSchema(): Schema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Course of vip grade',
    description:
      "Exercises that vip grade marks: what a student's script is to change in a lab, and checks of the result",
    ...object(COURSE, ['title', 'seed', 'exercises']),
    definitions: {
      exercise: object(EXERCISE, ['name', 'script', 'checks']),
      check: {anyOf: CHECKS.map(checkSchema)},
    },
  };
}

function checkSchema({name, means, keys}: (typeof CHECKS)[number]): Schema {
  const own = Object.entries(keys);
  const needed = own.filter(([, {standard}]) => standard === undefined).map(([key]) => key);
  const properties = {
    check: {const: name},
    ...CHECK,
    ...Object.fromEntries(own.map(([key, one]) => [key, keySchema(one)])),
  };
  return described(means, object(properties, ['check', ...needed]));
}

function keySchema({takes, means, standard}: Key): Schema {
  return described(means, {...takenSchema(takes), ...(standard === undefined ? {} : {default: standard})});
}

function takenSchema(takes: Key['takes']): Schema {
  switch (takes) {
    case 'duration':
      return DURATION;
    case 'yes-no':
      return YES_NO;
    case 'node':
    case 'station':
      return {enum: STATION_WORDS};
    case 'iface':
      return {type: ['string', 'number'], pattern: IFACE_NAME.source};
    case 'address':
      return {anyOf: [{enum: ['vip', ...STATION_WORDS]}, {type: 'string', format: 'ipv4'}]};
    default:
      return {enum: takes};
  }
}

function object(properties: Schema, required: readonly string[]): Schema {
  return {type: 'object', additionalProperties: false, required, properties};
}
