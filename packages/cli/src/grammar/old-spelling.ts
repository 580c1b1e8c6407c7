/**
 * Command lines from before the commands `vip trial` and `vip lesson`: the error for each says what to type now.
 *
 * @module
 */

import type {CommandUnknownOpts} from '@commander-js/extra-typings';
import {commandText, LESSONS} from '@vip/core/internal';

/** A word of the command line, with its value. */
interface Part {
  /** As it was typed. */
  readonly words: readonly string[];
  /** The long name, if it is an option. */
  readonly long?: string;
  readonly value?: string | undefined;
}

/** Former names of options. */
const OLD_OPTIONS = [
  {long: '--read', short: '-r', hasValue: true},
  {long: '--out', short: undefined, hasValue: true},
  {long: '--list', short: undefined, hasValue: false},
];

/** The sentence for an old command line; undefined for one that was never valid. */
export function newSpelling(
  words: readonly string[],
  commands: readonly CommandUnknownOpts[],
): string | undefined {
  const [name = '', ...rest] = words;
  const parts = partsOf(rest, commands);
  if (name === 'capture') return captureOfFile(parts);
  if (name === 'report') return reportInto(parts);
  return name === 'experiment' ? otherExperiment(parts, commands) : undefined;
}

/** `vip capture --read FILE`. */
function captureOfFile(parts: readonly Part[]): string | undefined {
  const read = parts.find(({long}) => long === '--read');
  if (read?.value === undefined) return undefined;
  return nowIs(read, ['capture', read.value], without(parts, read));
}

/** `vip report DIR --out FILE`. */
function reportInto(parts: readonly Part[]): string | undefined {
  const out = parts.find(({long}) => long === '--out');
  if (out?.value === undefined) return undefined;
  const renamed = {...out, words: ['--report', out.value]};
  return nowIs(
    out,
    ['report'],
    parts.map(part => (part === out ? renamed : part)),
  );
}

/** `vip experiment NAME`, `vip experiment --list`, and with a driver, a fault or a limit. */
function otherExperiment(
  parts: readonly Part[],
  commands: readonly CommandUnknownOpts[],
): string | undefined {
  const list = parts.find(({long}) => long === '--list');
  if (list !== undefined) return nowIs(list, ['lesson'], readBy('lesson', without(parts, list), commands));
  const named = parts.find(({long}) => long === undefined);
  const others = without(parts, named);
  const [name = ''] = named?.words ?? [];
  if (LESSONS.some(lesson => lesson.name === name))
    return nowIs(named as Part, ['lesson', name], readBy('lesson', others, commands));
  if (named !== undefined && name !== 'failover') return undefined;
  const ofTrial = others.find(part => isNew(part, commands));
  if (ofTrial !== undefined) return nowIs(ofTrial, ['trial'], readBy('trial', others, commands));
  return named === undefined ? undefined : nowIs(named, ['experiment'], others);
}

/** Whether trials read it and the failover does not. */
function isNew({long = ''}: Part, commands: readonly CommandUnknownOpts[]): boolean {
  return reads('trial', long, commands) && !reads('experiment', long, commands);
}

function readBy(
  name: string,
  parts: readonly Part[],
  commands: readonly CommandUnknownOpts[],
): readonly Part[] {
  return parts.filter(({long = ''}) => reads(name, long, commands));
}

function reads(name: string, long: string, commands: readonly CommandUnknownOpts[]): boolean {
  const command = commands.find(each => each.name() === name);
  return command?.options.some(option => option.long === long) === true;
}

function nowIs({words: [old = '']}: Part, first: readonly string[], parts: readonly Part[]): string {
  const name = old.replace(/=.*/s, '');
  return `${name}: this is now: ${commandText([...first, ...parts.flatMap(({words}) => words)])}`;
}

function without(parts: readonly Part[], left: Part | undefined): readonly Part[] {
  return parts.filter(part => part !== left);
}

function partsOf(words: readonly string[], commands: readonly CommandUnknownOpts[]): Part[] {
  const known = [
    ...commands
      .flatMap(({options}) => options)
      .map(({long, short, required}) => ({long, short, hasValue: required})),
    ...OLD_OPTIONS,
  ];
  const parts: Part[] = [];
  for (let at = 0; at < words.length; ) {
    const part = partAt(words, at, known);
    parts.push(part);
    at += part.words.length;
  }
  return parts;
}

function partAt(
  words: readonly string[],
  at: number,
  known: readonly {long?: string | undefined; short?: string | undefined; hasValue: boolean}[],
): Part {
  const word = words[at] as string;
  if (!word.startsWith('-') || word === '-') return {words: [word]};
  const [name = '', ...values] = word.split('=');
  const option = known.find(({long, short}) => long === name || short === name);
  const long = option?.long ?? name;
  if (values.length > 0) return {words: [word], long, value: values.join('=')};
  if (option?.hasValue !== true) return {words: [word], long};
  return {words: words.slice(at, at + 2), long, value: words[at + 1]};
}
