/**
 * Errors of commander, in our words: one line that begins with the option as typed.
 *
 * @module
 */

import type {CommanderError, CommandUnknownOpts} from '@commander-js/extra-typings';
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
  return `${sentence(error, self, commands)} (see: ${self} --help)`;
}

function sentence(error: CommanderError, self: string, commands: readonly CommandUnknownOpts[]): string {
  const text = error.message.replace(/^error: /, '').replace(/\s*\n\s*/g, ' ');
  const [, flags = ''] = /'([^']*)'/.exec(text) ?? [];
  switch (error.code) {
    case 'commander.unknownOption':
      return unknownOption(flags, text, self, commands);
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

/** If other commands have the option, they are listed. */
function unknownOption(
  name: string,
  text: string,
  self: string,
  commands: readonly CommandUnknownOpts[],
): string {
  const bare = name.replace(/=.*/, '');
  const readers = commands.filter(({options}) =>
    options.some(({long, short}) => [long, short].includes(bare)),
  );
  if (readers.length === 0) {
    const suggestion = /\(Did you mean (.*)\?\)/.exec(text)?.[1];
    return `${bare}: no such option${suggestion === undefined ? '' : `; did you mean ${suggestion}?`}`;
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
