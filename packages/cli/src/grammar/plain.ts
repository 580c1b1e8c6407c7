/**
 * The command line of a command, read without commander's parser: compiling that and its dependencies took a third of the time of
 * `vip garp` beyond Node's own start. Only a plainly correct line is read here, with the same options and the same parsers; anything
 * else is left to commander, which decides what is wrong and how to report it.
 *
 * @module
 */

import type {AnyOption} from '../options/option.js';
import type {Definition, ValuesOf} from './define.js';
import {type Called, refuseUnread} from './mode.js';

/**
 * How to read the options of a command without arguments: each as `--name VALUE`, `--name=VALUE`, `-n VALUE`, `-nVALUE`, or without a
 * value if it is defined so. Undefined if anything else was typed, or something is missing.
 *
 * @param words the words after the command's name
 * @param except options of the definition that are treated as unknown here
 * @returns throws VipError for a value that its parser refuses, or an option that is not read in this mode
 */
export function plainReader<Defined extends Definition>(
  {options, modes = []}: Defined,
  words: readonly string[],
  except: readonly AnyOption[],
): (() => ValuesOf<Defined>) | undefined {
  const typed = wordsByOption(
    options.filter(option => !except.includes(option)),
    words,
  );
  if (typed === undefined) return undefined;
  const given = new Set(typed.map(([option]) => option));
  if (options.some(option => option.mandatory && !given.has(option))) return undefined;
  return () => {
    const values = new Map<AnyOption, unknown>();
    for (const option of options)
      if (option.defaultValue !== undefined) values.set(option, option.defaultValue);
    for (const [option, text] of typed)
      values.set(option, text === undefined ? true : (option.parseArg?.(text, values.get(option)) ?? text));
    const called: Called = {
      args: [],
      value: option => values.get(option),
      given: option => given.has(option),
    };
    refuseUnread(called, options, modes);
    const named = [...values].map(([option, value]) => [option.attributeName(), value]);
    return Object.fromEntries(named) as ValuesOf<Defined>;
  };
}

type Typed = readonly [option: AnyOption, text: string | undefined];

/** Undefined if that does not suffice to tell which words belong together. */
function wordsByOption(options: readonly AnyOption[], words: readonly string[]): Typed[] | undefined {
  const typed: Typed[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] as string;
    const [name, attached] = split(word);
    const option = options.find(({short, long}) => name === long || name === short);
    const text = option?.required ? (attached ?? words[++index]) : undefined;
    // An optional value depends on the next word, and commander examines a value that looks like an option more closely.
    if (option === undefined || option.optional) return undefined;
    if (option.required ? (text ?? '-').startsWith('-') : attached !== undefined) return undefined;
    typed.push([option, text]);
  }
  return typed;
}

/** A name, and the value in the same word. */
function split(word: string): [name: string, attached?: string] {
  if (!word.startsWith('--')) return word.length > 2 ? [word.slice(0, 2), word.slice(2)] : [word];
  const end = word.indexOf('=');
  return end === -1 ? [word] : [word.slice(0, end), word.slice(end + 1)];
}
