/**
 * `docs/json.md`: everything that `--json` prints, generated from the shapes that the tests check the output against.
 *
 * @module
 */

import {capitalised} from '@vip/analysis/internal/findings';
import {
  EVENT_FIELDS,
  EVENT_SHAPES,
  type Field,
  type ObjectShape,
  type Shape,
} from '@vip/analysis/internal/schema';
import {AUDIT_JSON} from './audit.js';
import {CAPTURE_JSON} from './capture.js';
import {DOCTOR_JSON} from './doctor.js';
import {EXPERIMENT_JSON} from './experiment.js';
import {EXPLAIN_JSON} from './explain.js';
import {GARP_JSON} from './garp.js';
import {GRADE_RECORDS} from './grade.js';
import {LAB_JSON} from './lab.js';
import {LESSON_JSON} from './lesson.js';
import type {PrintingCommand} from './printed.js';
import {REPORT_JSON} from './report.js';
import {TICKLE_JSON} from './tickle.js';
import {TRIAL_JSON} from './trial.js';
import {WATCH_JSON} from './watch.js';
import {WHO_JSON} from './who.js';

/** Every command that prints objects, with the objects that it prints. */
export const PRINTING_COMMANDS: readonly PrintingCommand[] = [
  GARP_JSON,
  TICKLE_JSON,
  WHO_JSON,
  CAPTURE_JSON,
  EXPLAIN_JSON,
  WATCH_JSON,
  DOCTOR_JSON,
  AUDIT_JSON,
  LAB_JSON,
  REPORT_JSON,
  EXPERIMENT_JSON,
  LESSON_JSON,
  GRADE_RECORDS,
  TRIAL_JSON,
];

const EVENTS = Object.values(EVENT_SHAPES);

const HEAD = `# The objects of \`--json\`

<!-- Made by \`npm run reference\` from packages/analysis/src/schema and packages/cli/src/json; a test fails if it is out of
date, another if a command prints anything that is not described here. -->

One object per line, on standard output; \`kind\` tells them apart. Fields are added, never renamed.

| here | in JSON |
| --- | --- |
| ns | nanoseconds as a string of decimal digits, because they exceed the range of a JSON number |
| time | ns since the epoch, on the kernel's clock |
| hex | octets as hexadecimal digits |
| MAC, IPv4, IP | text in the usual canonical form |
| ? | absent if there is nothing to say |
`;

/** Markdown. */
export function jsonDocument(): string {
  const parts = sharedParts();
  return [
    HEAD,
    ...PRINTING_COMMANDS.flatMap(command => commandSection(command, parts)),
    '## Events',
    '',
    'What happened during a run. Each event has `at` (time), `node` (`lab` for what was done to the lab as a whole) and `kind`.',
    '',
    ...EVENTS.flatMap(shape => objectSection(`\`${shape.name}\` (event)`, shape.means, shape, parts)),
    '## Parts',
    '',
    'Objects that appear in several of those above.',
    '',
    ...[...parts].flatMap(part => objectSection(`${part.name} (part)`, '', part, parts)),
  ].join('\n');
}

function commandSection(
  {command, about, objects}: PrintingCommand,
  parts: ReadonlySet<ObjectShape>,
): string[] {
  return [
    `## \`${command}\``,
    '',
    ...(about === '' ? [] : [about, '']),
    ...objects.flatMap(({kind, means, shape}) => objectSection(`\`${kind}\``, means, shape, parts)),
  ];
}

function objectSection(
  title: string,
  means: string,
  shape: ObjectShape,
  parts: ReadonlySet<ObjectShape>,
): string[] {
  const own = Object.entries(shape.fields).filter(
    ([name]) => name !== 'kind' && !(isEvent(shape) && Object.hasOwn(EVENT_FIELDS, name)),
  );
  return [
    `### ${title}`,
    '',
    ...(means === '' ? [] : [`${capitalised(means)}.`, '']),
    '| field | | what |',
    '| --- | --- | --- |',
    ...fieldRows(Object.fromEntries(own), '', parts),
    '',
  ];
}

function fieldRows(
  fields: Readonly<Record<string, Field>>,
  prefix: string,
  parts: ReadonlySet<ObjectShape>,
): string[] {
  return Object.entries(fields).flatMap(([name, {shape, means, isOptional}]) => {
    const path = `${prefix}${name}`;
    const row = `| \`${path}\` | ${typeText(shape, parts)}${isOptional ? ' ?' : ''} | ${means} |`;
    const [inside, suffix] = objectIn(shape);
    const isInline = inside !== undefined && !parts.has(inside) && !isEvent(inside);
    return isInline ? [row, ...fieldRows(inside.fields, `${path}${suffix}.`, parts)] : [row];
  });
}

/** The object that a field contains, itself or in a list or a map, and the suffix that its name then takes. */
function objectIn(shape: Shape): [object: ObjectShape | undefined, suffix: string] {
  if (shape.type === 'object') return [shape, ''];
  if (shape.type !== 'list' && shape.type !== 'map') return [undefined, ''];
  const [inside, suffix] = objectIn(shape.of);
  return [inside, `${shape.type === 'list' ? '[]' : '.*'}${suffix}`];
}

function typeText(shape: Shape, parts: ReadonlySet<ObjectShape>): string {
  switch (shape.type) {
    case 'text':
      return shape.words?.map(word => `\`${word}\``).join(', ') ?? shape.form ?? 'text';
    case 'number':
      return 'number';
    case 'boolean':
      return 'true or false';
    case 'null':
      return 'null';
    case 'nanoseconds':
      return shape.isMoment ? 'time' : 'ns';
    case 'octets':
      return 'hex';
    case 'list':
      return `list of ${typeText(shape.of, parts)}`;
    case 'map':
      return `object of ${typeText(shape.of, parts)}`;
    case 'either':
      return shape.of.map(each => typeText(each, parts)).join(', ');
    case 'object':
      if (isEvent(shape)) return `[${shape.name}](#${shape.name}-event)`;
      return parts.has(shape) ? `[${shape.name}](#${shape.name}-part)` : 'object';
  }
}

function isEvent(shape: ObjectShape): boolean {
  return EVENTS.some(event => event === shape);
}

/** Objects that appear in more than one place have a section of their own, in order of first appearance. */
function sharedParts(): ReadonlySet<ObjectShape> {
  const places = new Map<ObjectShape, number>();
  const visit = (shape: Shape) => {
    const [inside] = objectIn(shape);
    if (inside === undefined || isEvent(inside)) return;
    const count = (places.get(inside) ?? 0) + 1;
    places.set(inside, count);
    if (count === 1) for (const {shape: next} of Object.values(inside.fields)) visit(next);
  };
  const roots = [...PRINTING_COMMANDS.flatMap(({objects}) => objects.map(({shape}) => shape)), ...EVENTS];
  for (const root of roots) for (const {shape} of Object.values(root.fields)) visit(shape);
  return new Set([...places].filter(([, count]) => count > 1).map(([shape]) => shape));
}
