/**
 * What can follow a word of our command line, made from the program itself: a function of POSIX sh that prints candidates, one a
 * line, and that every shell's own part calls.
 *
 * Names of interfaces and namespaces are anybody's to choose. They are lines that are read and never a text that a shell expands;
 * those with control characters, which a terminal would obey, are left out.
 *
 * @module
 */

import {ANNOUNCEMENT_FORMS} from '@vip/arp';
import {FAILOVER, LESSONS} from '@vip/core';
import type {Command, Option} from 'commander';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;

export type Shell = (typeof SHELLS)[number];

/** What the function returns where the names of files follow, which every shell completes better itself. */
export const FILES_FOLLOW = 2;

const NODES = ['host', 'lan', 'ext', 'router', 'remote', 'ns0', 'ns1'];

/** What follows an option that takes a name, where not every name will do. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  '--form': ANNOUNCEMENT_FORMS,
  '--target-mac': ['broadcast', 'zero', 'self'],
  '--driver': ['vip', 'keepalived', 'ucarp', 'exec'],
  '--node': NODES,
};

/** `_vip_candidates COMMAND BEFORE WORD`: the command is empty as long as it is what is being typed. */
export function candidatesFunction(program: Command): string {
  const options = program.commands.flatMap(command =>
    command.options.flatMap(option => after(command, option)),
  );
  const commands = program.commands.map(command => `    ${command.name()}) ${wordsOf(command)} ;;`);
  const first = [...program.commands.map(command => command.name()), 'help', '--help', '--version'];
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
}`;
}

/** The line of an option that takes a value: what can be its value. */
function after(command: Command, option: Option): string[] {
  if (!option.required) return [];
  const names = [option.short, option.long].filter(name => name !== undefined);
  const pattern = names.map(name => `'${command.name()} ${name}'`).join('|');
  return [`    ${pattern}) ${valuesOf(option)}; return ;;`];
}

function valuesOf({long, flags}: Option): string {
  const known = VALUES[long ?? ''];
  if (known !== undefined) return print(known);
  if (long === '--iface' || long === '--parent') return '_vip_interfaces';
  if (long === '--netns') return '_vip_namespaces';
  return isFile(flags) ? `return ${FILES_FOLLOW}` : ':';
}

/** The options of a command after a dash, or when it takes nothing else; otherwise what it takes. */
function wordsOf(command: Command): string {
  const options = print([...command.options.map(({long}) => long ?? ''), '--help']);
  const names = argumentsOf(command.name());
  if (names.length > 0) return `${print(names)}; ${options}`;
  const takesFile = command.registeredArguments.some(argument => isFile(`<${argument.name()}>`));
  return takesFile ? `case "$3" in -*) ${options} ;; *) return ${FILES_FOLLOW} ;; esac` : options;
}

/** Arguments that can be named, by command. */
function argumentsOf(command: string): readonly string[] {
  if (command === 'experiment') return [FAILOVER, ...LESSONS].map(({name}) => name);
  if (command === 'exec') return NODES;
  return command === 'completion' ? SHELLS : [];
}

function isFile(placeholder: string): boolean {
  return /<(file|directory)>/.test(placeholder);
}

/** All of them are words of ours, without anything that a shell expands. */
function print(words: readonly string[]): string {
  return `printf '%s\\n' ${words.join(' ')}`;
}
