/**
 * How a command is defined: once, for the parser, for help, for the manual and for completion.
 *
 * @module
 */

import {
  Command,
  type CommandUnknownOpts,
  Help,
  type InferOptions,
  type Option,
} from '@commander-js/extra-typings';
import type {AnyOption, Completion} from '../options/option.js';
import {type Mode, refuseUnread} from './mode.js';

/** A command line, and its purpose. */
export type Example = readonly [line: string, remark?: string];

export interface Definition<Options extends readonly AnyOption[] = readonly AnyOption[]> {
  readonly name: string;
  /** In the list of commands: one line without a full stop. */
  readonly summary: string;
  /** A sentence. */
  readonly description: string;
  /** In the order of help. */
  readonly options: Options;
  /** Modes that exclude some of them; all that apply count. */
  readonly modes?: readonly Mode[];
  /** Paragraphs, of lines. */
  readonly notes?: readonly (readonly string[])[];
  readonly examples: readonly Example[];
  /** Completion of its argument. */
  readonly completion?: Completion;
}

/** The parsed options of a command. */
export type OptionsOf<List, Found = Record<never, never>> = List extends readonly [
  Option<infer Usage, infer Preset, infer Default, infer Value, infer Mandatory, infer Choices>,
  ...infer Rest,
]
  ? OptionsOf<Rest, InferOptions<Found, Usage, Default, Value, Mandatory, Preset, Choices>>
  : Found;

/** The parsed options of a defined command. */
export type ValuesOf<Defined extends Definition> = OptionsOf<Defined['options']>;

/** Called with the exit code of the command. */
export type Finish = (code: number) => void;

const definitions = new WeakMap<object, Definition>();

/** The definition of a command that `commandOf` made. */
export function definitionOf(command: CommandUnknownOpts): Definition {
  return definitions.get(command) as Definition;
}

/** Keeps the types of a literal. */
export function define<const Options extends readonly AnyOption[]>(
  definition: Definition<Options>,
): Definition<Options> {
  return definition;
}

/** The command without its arguments and its action. */
export function commandOf<const Options extends readonly AnyOption[]>(
  definition: Definition<Options>,
): Command<[], OptionsOf<Options>> {
  const {name, summary, description, options, modes = [], notes = [], examples} = definition;
  const command = new Command(name).summary(summary).description(description);
  command.configureHelp({optionDescription: withoutPreset});
  for (const option of options) command.addOption(option);
  if (modes.length > 0) command.hook('preAction', (_, self) => refuseUnread(self, modes));
  command.addHelpText('after', helpAfter(notes, examples));
  definitions.set(command, definition);
  return command as unknown as Command<[], OptionsOf<Options>>;
}

/** What an option means without its value is in its own words, not in ours. */
function withoutPreset(option: Option): string {
  return new Help().optionDescription(Object.create(option, {presetArg: {value: undefined}}));
}

function helpAfter(notes: Definition['notes'] = [], examples: readonly Example[]): string {
  const widths = examples.map(([line, remark]) => (remark === undefined ? 0 : line.length));
  const width = widths.reduce((most, each) => Math.max(most, each), 0) + 2;
  const lines = examples.map(
    ([line, remark]) => `  ${remark === undefined ? line : line.padEnd(width) + remark}`,
  );
  return [...notes.flatMap(note => ['', ...note]), '', 'Examples:', ...lines].join('\n');
}
