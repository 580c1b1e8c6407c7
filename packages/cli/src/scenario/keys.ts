/**
 * The keys of a scenario: the options of `vip trial` without their dashes. Each value goes through the parser of its option.
 *
 * @module
 */

import {existsSync} from 'node:fs';
import {isAbsolute, join} from 'node:path';
import {VipError} from '@vip/arp';
import {describe, type Entry, itemsOf, type Located, type TextPlace, wrongAt} from '../document/located.js';
import {TRIAL_SETTING_OPTIONS} from '../grammar/trial.js';
import {type AnyOption, completionOf, isRepeatable} from '../options/option.js';

/** The value of a key. */
export interface ScenarioSetting {
  readonly key: string;
  readonly place: TextPlace;
  readonly values: readonly Value[];
}

interface Value {
  /** The option's value; undefined for one without, like `--dad`. */
  readonly text: string | undefined;
  readonly place: TextPlace;
}

export const OPTION_OF: ReadonlyMap<string, AnyOption> = new Map(
  TRIAL_SETTING_OPTIONS.map(option => [option.long?.slice(2) ?? '', option]),
);

/** @param directory the directory that paths are relative to @throws VipError `BAD_ARGUMENT` with the place of the mistake */
export function readSetting({key, value}: Pick<Entry, 'key' | 'value'>, directory: string): ScenarioSetting {
  const option = OPTION_OF.get(key) as AnyOption;
  const isList = value.kind === 'list' && isRepeatable(option);
  const items = isList ? itemsOf(value, key) : [value];
  const values = items.flatMap(item => valuesOf(option, key, item, directory));
  check(option, key, values);
  return {key, place: value.place, values};
}

/** None for a flag that is false. */
function valuesOf(option: AnyOption, key: string, node: Located, directory: string): Value[] {
  const {place} = node;
  const type = node.kind === 'value' ? node.type : node.kind;
  if (!option.required && type === 'false') return [];
  if (!option.required && type === 'true') return [{text: undefined, place}];
  if (node.kind === 'value' && !isFlag(option) && (type === 'text' || type === 'number'))
    return [{text: pathIn(directory, option, node.text), place}];
  throw wrongAt(place, `${key}: expected ${expectedOf(option)}, got ${describe(node)}`);
}

export function isFlag({required, optional}: AnyOption): boolean {
  return !required && !optional;
}

function expectedOf(option: AnyOption): string {
  if (isFlag(option)) return 'true or false';
  return [
    'a text or a number',
    ...(option.optional ? ['true', 'false'] : []),
    ...(isRepeatable(option) ? ['a list of them'] : []),
  ].join(', ');
}

/** A path in the file, relative to the current directory. */
function pathIn(directory: string, option: AnyOption, text: string): string {
  const path = isAbsolute(text) ? text : join(directory, text);
  const completion = completionOf(option);
  if (completion === 'file' || completion === 'directory') return path;
  if (completion === undefined || typeof completion === 'string' || !('words' in completion)) return text;
  // A word that looks like a name is a file only if that file exists.
  return /^[a-z-]+$/.test(text) && !existsSync(path) ? text : path;
}

/** Passes each value to the option's parser, in order. */
function check(option: AnyOption, key: string, values: readonly Value[]): void {
  let former: unknown;
  for (const {text, place} of values) {
    if (text === undefined) continue;
    try {
      former = option.parseArg?.(text, former);
    } catch (error) {
      if (!(error instanceof VipError)) throw error;
      throw wrongAt(place, error.message.replace(/^--[\w-]+/, key));
    }
  }
}

/** The setting as typed on a command line. */
export function settingWords({key, values}: ScenarioSetting): string[] {
  return values.flatMap(({text}) => {
    if (text === undefined) return [`--${key}`];
    return text.startsWith('-') || text === '' ? [`--${key}=${text}`] : [`--${key}`, text];
  });
}

/** What distinguishes a trial from others of its matrix, as a part of a file name. */
export function labelOf({key, values}: ScenarioSetting): string {
  const [first] = values;
  if (first === undefined) return key.startsWith('no-') ? key.slice(3) : `no-${key}`;
  const texts = values.map(({text}) => text ?? key);
  const plain = texts.join('+').replace(/[^\w.,=@%+-]+/g, '-');
  return plain.replace(/^[.-]+|-+$/g, '') || key;
}
