/**
 * The words that can follow on our command line, generated from the program itself: a function in POSIX sh that prints candidates, one per
 * line, and is called by each shell's own part.
 *
 * Names of interfaces and namespaces are untrusted. They are read as lines, never as text that a shell expands; those with
 * control characters, which a terminal would interpret, are left out.
 *
 * @module
 */

import type {CommandUnknownOpts} from '@commander-js/extra-typings';
import {definitionOf} from '../grammar/command.js';
import {type AnyOption, type Completion, completionOf} from '../options/option.js';
import {LABS} from './labs.js';
import {NODES} from './nodes.js';

/** Return value of the function if file names follow, which every shell completes better itself. */
export const FILES_FOLLOW = 2;

/** `_vip_candidates COMMAND BEFORE WORD`: the command is empty while it is being typed. */
export function candidatesFunction(program: CommandUnknownOpts): string {
  const options = program.commands.flatMap(command =>
    command.options.flatMap(option => after(command, option)),
  );
  const commands = program.commands.map(command => `    ${command.name()}) ${wordsOf(command)} ;;`);
  const names = program.commands.map(command => command.name());
  const first = [...names, '--help', '--version'];
  return `_vip_candidates() {
  case "$1 $2" in
${options.join('\n')}
  esac
  case "$1" in
${commands.join('\n')}
    '') ${print(first)} ;;
  esac
}
_vip_interfaces() {
  LC_ALL=C sed -n '/[[:cntrl:]]/d; s/^ *\\([^:]*\\):.*/\\1/p' /proc/net/dev
}
_vip_namespaces() {
  LC_ALL=C find /run/netns -mindepth 1 -maxdepth 1 ! -name '*[[:cntrl:]]*' -printf '%f\\n' 2>/dev/null
}
${LABS}`;
}

/** The line of an option that takes a value: its possible values. */
function after(command: CommandUnknownOpts, option: AnyOption): string[] {
  if (!option.required) return [];
  const names = [option.short, option.long].filter(name => name !== undefined);
  const pattern = names.map(name => `'${command.name()} ${name}'`).join('|');
  return [`    ${pattern}) ${candidates(completionOf(option))}; return ;;`];
}

function candidates(completion: Completion): string {
  switch (completion) {
    case 'interface':
      return '_vip_interfaces';
    case 'namespace':
      return '_vip_namespaces';
    case 'node':
      return print(NODES);
    case 'lab':
      return '_vip_labs';
    case 'file':
    case 'directory':
      return `return ${FILES_FOLLOW}`;
    case undefined:
      return ':';
    default:
      return 'words' in completion
        ? `case "$3" in */*|*.*) return ${FILES_FOLLOW} ;; *) ${print(completion.words)} ;; esac`
        : print(completion);
  }
}

/** A command's options after a dash, or if it takes nothing else; otherwise its argument's values. */
function wordsOf(command: CommandUnknownOpts): string {
  const options = print([...command.options.map(({long}) => long ?? ''), '--help']);
  const {completion} = definitionOf(command);
  return completion === undefined
    ? options
    : `case "$3" in -*) ${options} ;; *) ${candidates(completion)} ;; esac`;
}

/** Prints words that are all our own, without anything that a shell expands. */
function print(words: readonly string[]): string {
  return `printf '%s\\n' ${words.join(' ')}`;
}
