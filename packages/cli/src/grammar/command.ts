/**
 * A commander command, made from its definition.
 *
 * @module
 */

import {Command, type CommandUnknownOpts, Help, type Option} from '@commander-js/extra-typings';
import type {AnyOption} from '../options/option.js';
import type {Definition, Example, OptionsOf} from './define.js';
import {calledAs, refuseUnread} from './mode.js';

const definitions = new WeakMap<object, Definition>();

/** The definition of a command that `commandOf` made. */
export function definitionOf(command: CommandUnknownOpts): Definition {
  return definitions.get(command) as Definition;
}

/** The command without its arguments and its action. */
export function commandOf<const Options extends readonly AnyOption[]>(
  definition: Definition<Options>,
): Command<[], OptionsOf<Options>> {
  const {name, summary, description, options, modes = [], notes = [], examples} = definition;
  const command = new Command(name).summary(summary).description(description);
  command.configureHelp({optionDescription: withoutPreset});
  for (const option of options) command.addOption(option);
  if (modes.length > 0) command.hook('preAction', (_, self) => refuseUnread(calledAs(self), options, modes));
  command.addHelpText('after', helpAfter(notes, examples));
  definitions.set(command, definition);
  return command as unknown as Command<[], OptionsOf<Options>>;
}

/** The option describes in its own words what it means without a value, instead of commander's. */
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
