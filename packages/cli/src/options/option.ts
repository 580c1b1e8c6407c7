/**
 * How an option is defined: once, whichever commands read it. Its name, its meaning, its parser, its default as a user would
 * type it, its heading in help, and its completion in a shell.
 *
 * @module
 */

import {Option} from '@commander-js/extra-typings';
import {VipError} from '@vip/arp';
import {withName} from '../values/refuse.js';
import {type Syntax, syntaxOf, withSyntax} from './syntax.js';

/** Completion of a value: names known to the machine, or fixed words. */
export type Completion =
  | 'interface'
  | 'namespace'
  | 'node'
  | 'lab'
  | 'file'
  | 'directory'
  | readonly string[]
  /** Words, or a file whose name is written with its directory or extension. */
  | {readonly words: readonly string[]}
  | undefined;

// biome-ignore lint/suspicious/noExplicitAny: of any flags and any value
export type AnyOption = Option<any, any, any, any, any, any>;

/** An option with a value that must be given when the option is. */
export type ValueOption<Flags extends string, Value, Default = undefined> = Option<
  Flags,
  undefined,
  Default,
  Value,
  false,
  undefined
>;

/** Parses the text; `former` is the value of an earlier occurrence of the option. */
type Read<Value> = (text: string, former: Value | undefined) => Value;

const completions = new WeakMap<AnyOption, Completion>();

const syntaxes = new WeakMap<AnyOption, Syntax>();

/** Parsers of options that may be given several times. */
const collecting = new WeakSet<object>();

const repeatable = new WeakSet<AnyOption>();

/** What its value looks like; undefined if any text may be one. */
export function valueSyntax(option: AnyOption): Syntax | undefined {
  return syntaxes.get(option);
}

/** Whether an option may be given several times, each time with one more value. */
export function isRepeatable(option: AnyOption): boolean {
  return repeatable.has(option);
}

/** Completion of its value. */
export function completionOf(option: AnyOption): Completion {
  return completions.get(option) ?? completionFrom(option.flags);
}

/** An option without a value. */
export function flag<const Flags extends string>(flags: Flags, means: string): Option<Flags> {
  return new Option(flags, means);
}

/** An option with a value. @param read throws VipError for an invalid value */
export function valued<const Flags extends string, Value>(
  flags: Flags,
  means: string,
  read: Read<Value>,
  completion?: Completion,
): ValueOption<Flags, Value> {
  const option = new Option(flags, means);
  if (completion !== undefined) completions.set(option, completion);
  const syntax = syntaxOf(read);
  if (syntax !== undefined) syntaxes.set(option, syntax);
  if (collecting.has(read)) repeatable.add(option);
  return option.argParser<Value>(naming(option, read));
}

/** The same with a default, written and parsed like a user's value. */
export function valuedFrom<const Flags extends string, Value>(
  flags: Flags,
  means: string,
  read: Read<Value>,
  standard: string,
  completion?: Completion,
): ValueOption<Flags, Value, Value> {
  return valued(flags, means, read, completion).default(read(standard, undefined), standard);
}

/** Text, unchanged. */
export function readText(text: string): string {
  return text;
}

/** The parser of a repeatable option. */
export function collect<Value>(read: (text: string) => Value) {
  const all = (text: string, former: readonly Value[] = []): Value[] => [...former, read(text)];
  collecting.add(all);
  const syntax = syntaxOf(read);
  return syntax === undefined ? all : withSyntax(syntax, all);
}

function completionFrom(flags: string): Completion {
  const [, placeholder] = /<(file|directory)>$/.exec(flags) ?? [];
  return placeholder as 'file' | 'directory' | undefined;
}

function naming<Value>(option: AnyOption, read: Read<Value>): Read<Value> {
  return (text, former) => blaming(option, () => read(text, former));
}

/**
 * Makes errors that are thrown in the attempt begin with the option as typed.
 *
 * @param value the option's value, if that is to be shown as well
 */
export function blaming<Value>(option: AnyOption, attempt: () => Value, value?: string): Value {
  try {
    return attempt();
  } catch (error) {
    throw blamed(option, error, value);
  }
}

/** The error, beginning with the option as typed; others than ours as they are. @param value as for `blaming` */
export function blamed(option: AnyOption, error: unknown, value?: string): unknown {
  if (!(error instanceof VipError)) return error;
  const name = [asTyped(option), ...(value === undefined ? [] : [value])].join(' ');
  return withName(name, error, withoutName(option, value, error.message));
}

/** `expected ...` of `VLAN: expected ...`, `fault kill: expected ...`, or `settings: ext.ip: expected ...`: names are not repeated. */
function withoutName({long = ''}: AnyOption, value: string | undefined, message: string): string {
  const own = long.slice(2).replaceAll('-', ' ');
  const names = [
    own,
    `${own} ${value}`,
    `settings: ${own}`,
    ...settingOf(value),
    'settings',
    'setting',
    'keepalived line',
  ].map(name => `${name}: `);
  const name = names.find(each => message.toLowerCase().startsWith(each));
  return message.slice(name?.length);
}

/** The setting in `ext.ip=10.3.2.51/8`, as errors name it. */
function settingOf(value: string | undefined): string[] {
  const [name, given] = value?.split('=', 2) ?? [];
  return given === undefined ? [] : [`settings: ${name}`];
}

/** `-c` if that was typed; otherwise the long name. */
export function asTyped({short, long = ''}: AnyOption): string {
  const words = process.argv.slice(3);
  const isLong = words.some(word => word === long || word.startsWith(`${long}=`));
  const isShort = short !== undefined && words.some(word => word.startsWith(short));
  return isShort && !isLong ? short : long;
}
