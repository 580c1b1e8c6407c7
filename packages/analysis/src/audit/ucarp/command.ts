/**
 * Command lines of ucarp, as parsed by its getopt_long (src/ucarp.c and src/ucarp_p.h of ucarp 1.5.2).
 *
 * @module
 */

import type {LinePlace} from '../../findings/finding.js';
import type {NodeFile} from '../node-file.js';
import {shellCommands, type Word} from '../shell-commands.js';

/** Long options by their short equivalents. */
const LONG = {
  interface: 'i',
  srcip: 's',
  mcastip: 'm',
  vhid: 'v',
  pass: 'p',
  preempt: 'P',
  neutral: 'n',
  addr: 'a',
  help: 'h',
  advbase: 'b',
  advskew: 'k',
  upscript: 'u',
  downscript: 'd',
  deadratio: 'r',
  debug: 'D',
  shutdown: 'z',
  facility: 'f',
  daemonize: 'B',
  ignoreifstate: 'S',
  nomcast: 'M',
  passfile: 'o',
  xparam: 'x',
} as const;

type Name = keyof typeof LONG;

/** Options without a value. */
const FLAGS: ReadonlySet<Name> = new Set<Name>([
  'preempt',
  'neutral',
  'help',
  'debug',
  'shutdown',
  'daemonize',
  'ignoreifstate',
  'nomcast',
]);

interface Option {
  /** Undefined if only the shell knows it. */
  readonly value: string | undefined;
  readonly place: LinePlace;
}

export interface UcarpCommand {
  readonly node: string;
  readonly place: LinePlace;
  /** The last value of each option. */
  readonly options: ReadonlyMap<Name, Option>;
  /** An option for which ucarp prints its usage and exits. */
  readonly unknown?: {readonly text: string; readonly place: LinePlace};
  /** Whether a variable may hold more options. */
  readonly isOpen: boolean;
  /** Whether stopping its service does something else. */
  readonly hasOtherStop: boolean;
}

const BEFORE = new Set(['exec', 'nohup', 'sudo', 'command', 'then', 'do', 'else', 'if', '!', '{']);

/** Other actions at a stop. */
const STOP = /^(?:(?:ExecStop|ExecStopPost)=|\s*trap\s+)(.*)$/gm;

/** A signal that ends it, as stopping a service does anyway; USR2 also runs the down script. */
const KILL = /^\W*(?:[\w/]*\/)?(?:kill|pkill|killall|killproc)\b(?!.*USR2)[^;&|]*$/;

/** Reads the commands of a script, the ExecStart lines of a unit, or the command of a supervisor program. */
export function readCommands({name, file, text}: NodeFile): UcarpCommand[] {
  const stops = [...text.matchAll(STOP)].map(([, command = '']) => command);
  const hasOtherStop = stops.some(command => !KILL.test(command));
  return shellCommands(text).flatMap(words => {
    const at = words.findIndex(word => isUcarp(word.text));
    const before = words.slice(0, Math.max(at, 0));
    if (at < 0 || at + 1 >= words.length || !before.every(isBefore)) return [];
    return [readCommand(name, file, words.slice(at), hasOtherStop)];
  });
}

function isUcarp(text: string): boolean {
  return /^(?:ExecStart=[-@:+!|]*|command=)?(?:[^\s=]*\/)?ucarp$/.test(text);
}

function isBefore({text}: Word): boolean {
  return BEFORE.has(text) || /^\w+=/.test(text);
}

function readCommand(
  node: string,
  file: string,
  words: readonly Word[],
  hasOtherStop: boolean,
): UcarpCommand {
  const options = new Map<Name, Option>();
  const place = placeOf(file, words[0] as Word);
  let unknown: UcarpCommand['unknown'];
  let isOpen = false;
  for (let at = 1; at < words.length; at++) {
    const word = words[at] as Word;
    if (word.text === '--') break;
    if (!word.text.startsWith('-')) isOpen ||= !word.isKnown;
    for (const read of readWord(word)) {
      if (read.name === undefined) unknown ??= {text: read.text, place: placeOf(file, word)};
      else if (FLAGS.has(read.name)) options.set(read.name, {value: '', place: placeOf(file, word)});
      else {
        const holder = read.value === undefined ? words[++at] : word;
        if (holder === undefined) unknown ??= {text: read.text, place: placeOf(file, word)};
        else options.set(read.name, {value: known(holder, read.value), place: placeOf(file, holder)});
      }
    }
  }
  return {node, place, options, ...(unknown === undefined ? {} : {unknown}), isOpen, hasOtherStop};
}

function known(holder: Word, value: string | undefined): string | undefined {
  return holder.isKnown ? (value ?? holder.text) : undefined;
}

function placeOf(file: string, {line}: Word): LinePlace {
  return {file, line};
}

interface Read {
  readonly text: string;
  /** Undefined if there is no such option. */
  readonly name: Name | undefined;
  /** Undefined if it is the next word. */
  readonly value?: string;
}

function readWord({text}: Word): Read[] {
  if (text.startsWith('--')) return [readLong(text)];
  return text.startsWith('-') ? readLetters(text) : [];
}

/** Any unambiguous prefix will do. */
function readLong(text: string): Read {
  const [, given = '', value] = /^--([^=]*)(?:=(.*))?$/s.exec(text) ?? [];
  const names = (Object.keys(LONG) as Name[]).filter(name => name.startsWith(given));
  const name = names.find(whole => whole === given) ?? (names.length === 1 ? names[0] : undefined);
  const takesNone = name !== undefined && FLAGS.has(name) && value !== undefined;
  return {text: `--${given}`, name: takesNone ? undefined : name, ...(value === undefined ? {} : {value})};
}

/** `-m` is in the usage text but is not parsed. */
function readLetters(text: string): Read[] {
  const all: Read[] = [];
  for (let at = 1; at < text.length; at++) {
    const letter = text[at] as string;
    const name = (Object.keys(LONG) as Name[]).find(long => LONG[long] === letter && letter !== 'm');
    const rest = text.slice(at + 1);
    if (name === undefined || FLAGS.has(name)) all.push({text: `-${letter}`, name});
    else return [...all, {text: `-${letter}`, name, ...(rest === '' ? {} : {value: rest})}];
  }
  return all;
}
