/**
 * The output of commands with `--json`, compared with the schemas from which docs/json.md is generated.
 *
 * @module
 */

import {EVENT_SHAPES, type ObjectShape, problemWith, type Shape} from '@vip/analysis/internal/schema';
import {PRINTING_COMMANDS} from '@vip/cli/json';
import type {ExecutionContext} from 'ava';
import {jsonLines} from './product.js';
import {isTorture} from './torture.js';

/** The beginning of a command as in docs/json.md: `vip garp`. */
export type Printing = string;

/** Which fields of which objects were seen: `bounds.leastNs`. */
export type Met = Set<string>;

/**
 * Asserts that the command is documented to print every object, and that the object has no undocumented
 * field.
 */
export function assertDescribed(
  t: ExecutionContext,
  command: Printing,
  stdout: string,
  met: Met = new Set(),
): void {
  const lines = stdout.split('\n').filter(line => line !== '');
  t.true(lines.length > 0, command);
  const byKind = shapesByKind(command);
  const onField = (object: string, field: string) => met.add(`${object}.${field}`);
  for (const line of jsonLines(isTorture ? stdout : oneOfEach(lines).join('\n'))) {
    const shapes = byKind.get(String(line.kind)) ?? [];
    const problems = shapes.map(shape =>
      problemWith(line, shape, `${command} ${line.kind}`, {isStrict: true}),
    );
    const shape = shapes[problems.indexOf(undefined)];
    if (shape !== undefined) problemWith(line, shape, command, {onField});
    else t.fail(`${command}: ${problems.join('\n') || JSON.stringify(line).slice(0, 200)}`);
  }
}

/** The first of the lines that differ only in digits, because a run prints ten thousand probes. */
function oneOfEach(lines: readonly string[]): string[] {
  const seen = new Set<string>();
  return lines.filter(line => {
    const form = line.replaceAll(DIGITS, '0');
    if (seen.has(form)) return false;
    seen.add(form);
    return true;
  });
}

/** The digits of numbers, and of octets in hexadecimal. */
const DIGITS = /(?<="octets":")[0-9a-f]+|\d+/g;

/** Every field of every object, as in `Met`. */
export function describedFields(): string[] {
  const all = new Set<string>();
  const visit = (shape: Shape): void => {
    if (shape.type === 'list' || shape.type === 'map') visit(shape.of);
    else if (shape.type === 'either') for (const each of shape.of) visit(each);
    else if (shape.type === 'object') {
      for (const [name, field] of Object.entries(shape.fields)) {
        const path = `${shape.name}.${name}`;
        if (all.has(path)) continue;
        all.add(path);
        visit(field.shape);
      }
    }
  };
  for (const {objects} of PRINTING_COMMANDS) for (const {shape} of objects) visit(shape);
  for (const shape of Object.values(EVENT_SHAPES)) visit(shape);
  return [...all];
}

/** Commands that print events. */
const RUNS: readonly string[] = ['vip experiment', 'vip lesson', 'vip trial'];

/** A map rather than a list to search, because a run prints tens of thousands of lines. */
function shapesByKind(command: Printing): Map<string, ObjectShape[]> {
  const byKind = new Map<string, ObjectShape[]>();
  for (const shape of shapesOf(command)) {
    for (const kind of kindsOf(shape.fields.kind?.shape))
      byKind.set(kind, [...(byKind.get(kind) ?? []), shape]);
  }
  return byKind;
}

/** The shapes of the command's own objects and, for a run, of its events. */
function shapesOf(command: Printing): ObjectShape[] {
  const own = PRINTING_COMMANDS.filter(each => each.command.startsWith(command)).flatMap(({objects}) =>
    objects.map(({shape}) => shape),
  );
  return RUNS.includes(command) ? [...own, ...Object.values(EVENT_SHAPES)] : own;
}

function kindsOf(shape: Shape | undefined): readonly string[] {
  return shape?.type === 'text' ? (shape.words ?? []) : [];
}
