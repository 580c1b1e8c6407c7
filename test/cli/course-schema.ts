/** The JSON Schema of a course: the committed file is up to date, and accepts whatever the program does. */

import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {readCourse} from '@vip/cli/grammar';
import {courseSchema} from '@vip/cli/json';
import {CHECKS, type Key} from '@vip/core/internal';
import {Ajv} from 'ajv';
import test, {type ExecutionContext} from 'ava';
import {parse} from 'yaml';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const docs = new URL('../../../docs/', import.meta.url);
const written = readFileSync(new URL('course.schema.json', docs), 'utf8');
const EXAMPLE = readFileSync(new URL('examples/course/course.yaml', docs), 'utf8');

test('docs/course.schema.json is up to date (npm run reference)', t => {
  t.is(written, `${JSON.stringify(courseSchema(), undefined, 2)}\n`);
});

const formats = {ipv4: /^\d+(?:\.\d+){3}$/};
const validate = new Ajv({strict: true, allowUnionTypes: true, formats}).compile(JSON.parse(written));

/** Why the program refuses a document; undefined if it does not. */
function refusal(t: ExecutionContext, document: unknown): string | undefined {
  const file = join(temporaryDirectory(t), 'course.json');
  writeFileSync(file, JSON.stringify(document));
  try {
    readCourse(file);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

test('the example course is valid, and tells editors where its schema is', t => {
  t.true(validate(parse(EXAMPLE)), JSON.stringify(validate.errors));
  const [, schema = ''] = /^# yaml-language-server: \$schema=(.*)$/m.exec(EXAMPLE) ?? [];
  t.is(
    new URL(schema, new URL('examples/course/course.yaml', docs)).href,
    new URL('course.schema.json', docs).href,
  );
});

/** A course of one exercise. */
function courseWith(exercise: object, check: object = {check: 'script'}): object {
  const one = {name: 'one', script: '1.sh', checks: [check], ...exercise};
  return {title: 'A', seed: 1, exercises: [one]};
}

/** Values of a key, as a user may write them. */
function samplesOf({takes}: Key): unknown[] {
  switch (takes) {
    case 'duration':
      return ['2s', '1.5ms', 0, '0'];
    case 'yes-no':
      return ['yes', 'no', true, false];
    case 'node':
    case 'station':
      return ['ns0', 'ext'];
    case 'iface':
      return ['mcv0'];
    case 'address':
      return ['vip', 'router', '192.0.2.1'];
    default:
      return [...takes];
  }
}

for (const {name, keys} of CHECKS) {
  test(`${name}: the program and the schema accept whatever the check takes`, t => {
    const usual = Object.fromEntries(Object.entries(keys).map(([key, one]) => [key, samplesOf(one)[0]]));
    for (const [key, one] of [...Object.entries(keys), ['points', undefined] as const]) {
      for (const value of one === undefined ? [0.5, 3, '2'] : samplesOf(one)) {
        const course = courseWith({}, {check: name, ...usual, [key]: value});
        t.is(refusal(t, course), undefined, JSON.stringify(course));
        t.true(validate(course), JSON.stringify(validate.errors));
      }
    }
  });
}

test('the program and the schema accept whatever an exercise takes', t => {
  for (const more of [
    {title: 7, task: 'Take $VIP.', topology: 'switch', node: 'ns1'},
    // biome-ignore lint/suspicious/noThenProperty: the key's name; nothing awaits it
    {prepare: [{ns0: 'true'}, {lan: 'true', ext: 'true'}], then: [{host: 'true'}]},
    {ready: '1500ms', observe: 0, limit: '20s'},
  ]) {
    t.is(refusal(t, courseWith(more)), undefined, JSON.stringify(more));
    t.true(validate(courseWith(more)), JSON.stringify(validate.errors));
  }
});

test('the program refuses what an editor marks', t => {
  for (const document of [
    {},
    [],
    {title: 'A', seed: 1},
    {...courseWith({}), author: 'me'},
    courseWith({scrip: '1.sh'}),
    courseWith({name: 'One'}),
    courseWith({script: '../1.sh'}),
    courseWith({topology: 'ring'}),
    courseWith({node: 'ns7'}),
    courseWith({limit: 3}),
    courseWith({prepare: [{ns7: 'true'}]}),
    courseWith({}, {check: 'holds'}),
    courseWith({}, {check: 'cache'}),
    courseWith({}, {check: 'holder', node: 'ns7'}),
    courseWith({}, {check: 'script', points: 0}),
    courseWith({}, {check: 'ping', from: 'ns0', to: 'nowhere'}),
    courseWith({}, {check: 'outage', at: 'ext', below: 2}),
  ]) {
    t.false(validate(document), JSON.stringify(document));
    t.not(refusal(t, document), undefined, JSON.stringify(document));
  }
});
