/**
 * Errors of commander, in our words: one line that begins with the option as typed.
 *
 * @module
 */

import type {CommanderError, CommandUnknownOpts} from '@commander-js/extra-typings';
import {counted, nearest, suggestion} from '@vip/analysis/internal';
import {newSpelling} from './old-spelling.js';

/** @param words what was typed after `vip` @param commands all there are */
export function usageLine(
  error: CommanderError,
  words: readonly string[],
  commands: readonly CommandUnknownOpts[],
): string {
  const instead = newSpelling(words, commands);
  if (instead !== undefined) return instead;
  const command = commands.find(each => each.name() === words[0]);
  const self = command === undefined ? 'vip' : `vip ${command.name()}`;
  const line =
    (command && mistyped(error, command, words.slice(1), commands)) ??
    (command !== undefined && error.code === 'commander.excessArguments'
      ? excessArgument(command, words.slice(1))
      : sentence(error, self, commands));
  return `${line} (see: ${self} --help)`;
}

function sentence(error: CommanderError, self: string, commands: readonly CommandUnknownOpts[]): string {
  const text = error.message.replace(/^error: /, '').replace(/\s*\n\s*/g, ' ');
  const [, flags = ''] = /'([^']*)'/.exec(text) ?? [];
  switch (error.code) {
    case 'commander.unknownOption':
      return unknownOption(flags, self, commands);
    case 'commander.unknownCommand': {
      const names = commands.map(each => each.name());
      return `${flags}: no such command${suggestion(nearest(flags, names))}`;
    }
    case 'commander.missingMandatoryOptionValue':
      return `${nameIn(flags)}: expected with ${self}, got none`;
    case 'commander.optionMissingArgument':
      return `${nameIn(flags)}: expected ${placeholderIn(flags)}, got nothing`;
    case 'commander.missingArgument':
      return `${flags.toUpperCase()}: expected with ${self}, got none`;
    default:
      return text;
  }
}

/** Commander first looks for what is missing, which may be there with a typing error: `--ifcae eth0`. */
function mistyped(
  {code}: CommanderError,
  command: CommandUnknownOpts,
  words: readonly string[],
  commands: readonly CommandUnknownOpts[],
): string | undefined {
  if (code !== 'commander.missingMandatoryOptionValue' && code !== 'commander.missingArgument')
    return undefined;
  const unknown = command.parseOptions([...words]).unknown.find(word => word.startsWith('-'));
  return unknown === undefined ? undefined : unknownOption(unknown, `vip ${command.name()}`, commands);
}

/** `b.pcap: vip capture takes no more than 1 argument: FILE`, `now: vip garp takes options only`. */
function excessArgument(command: CommandUnknownOpts, words: readonly string[]): string {
  const {registeredArguments: taken} = command;
  const excess = command.parseOptions([...words]).operands[taken.length];
  const takes =
    taken.length === 0
      ? 'options only'
      : `no more than ${counted(taken.length, 'argument')}: ${taken.map(one => one.name().toUpperCase()).join(' ')}`;
  return `${excess ?? ''}: vip ${command.name()} takes ${takes}`;
}

/** If other commands have the option, they are listed. */
function unknownOption(name: string, self: string, commands: readonly CommandUnknownOpts[]): string {
  const bare = name.replace(/=.*/, '');
  const readers = commands.filter(({options}) =>
    options.some(({long, short}) => [long, short].includes(bare)),
  );
  if (readers.length === 0) {
    const own = commands.find(command => self === `vip ${command.name()}`)?.options ?? [];
    const names = own.flatMap(({long}) => long ?? []);
    return `${bare}: no such option${suggestion(nearest(bare, [...names, '--help']))}`;
  }
  const calls = readers.map(command => `vip ${command.name()}`);
  return `${bare}: ${self} does not read it; ${calls.join(', ')} ${calls.length === 1 ? 'does' : 'do'}`;
}

function nameIn(flags: string): string {
  return /--[\w-]+/.exec(flags)?.[0] ?? flags;
}

function placeholderIn(flags: string): string {
  const name = /<(.*)>/.exec(flags)?.[1] ?? 'value';
  return `${/^[aeio]/.test(name) ? 'an' : 'a'} ${name}`;
}
