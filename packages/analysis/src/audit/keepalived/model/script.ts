/**
 * Objects that can be tracked: scripts, files, processes.
 *
 * @module
 */

import type {Crash} from '../fault.js';
import {SCRIPT, TRACK_FILE, TRACK_PROCESS} from '../grammar-vrrp.js';
import {readNumber} from '../numbers.js';
import type {Place} from '../source.js';
import {keywordOf, type Statement} from '../statement.js';
import {commandWords} from '../words.js';
import type {Globals} from './globals.js';
import type {Given, Report} from './report.js';
import {type ScriptUser, scriptUserIn} from './script-user.js';
import {Settings} from './settings.js';

export interface VrrpScript {
  readonly name: string;
  readonly place: Place;
  /** The command and its arguments. */
  readonly command: Given<readonly string[]>;
  /** Seconds between two runs. */
  readonly interval: number;
  /** Maximum seconds for a run; 0 for the interval. */
  readonly timeout: number;
  readonly fall: number;
  readonly rise: number;
  readonly weight: number;
  readonly reverse: boolean;
  /** The user it runs as, if it names one. */
  readonly user: ScriptUser | undefined;
  /** With script security and no user to run as, it is removed, unless a user keepalived_script exists. */
  readonly isRemoved: boolean;
  placeOf(keyword: string): Place;
}

/** Undefined if it has no command, so that keepalived removes it. */
export function readScript(
  {words, place, inside}: Statement,
  globals: Pick<Globals, 'scriptSecurity' | 'scriptUser'>,
  report: Report,
): VrrpScript | undefined {
  const settings = new Settings(SCRIPT, inside);
  const name = words[1] ?? '';
  const command = commandOf(settings, report);
  if (command === undefined) {
    report('missing-value', place, name, `vrrp_script ${name}: expected a script, got none`);
    return undefined;
  }
  checkRun(settings, report);
  const user = scriptUserIn(settings, 'user');
  const isRemoved = globals.scriptSecurity !== undefined && (user ?? globals.scriptUser) === undefined;
  if (isRemoved) report('missing-user', place, name, `vrrp_script ${name}: expected a user, got none`);
  return {
    name,
    place,
    command,
    interval: Math.max(settings.number('interval')?.value ?? 1, 1),
    timeout: timeoutOf(settings),
    fall: settings.number('fall')?.value ?? 1,
    rise: settings.number('rise')?.value ?? 1,
    weight: settings.number('weight')?.value ?? 0,
    reverse: settings.last('weight')?.words[2] === 'reverse',
    user,
    isRemoved,
    placeOf: keyword => settings.last(keyword)?.place ?? place,
  };
}

/** A test for a file, or a name such as maintenance, whose success means that the node should not be master. */
const ALARM = /(?:^|[\s/'"])(?:test|\[) -[bcdefhLprsSwx] |maint|drain|standby|disable|offline|backup|manual/i;

/** Whether its success is meant to make a node yield. */
export function isAlarm(script: VrrpScript | undefined): boolean {
  return script !== undefined && ALARM.test([script.name, ...script.command.value].join(' '));
}

function timeoutOf(settings: Settings): number {
  const given = settings.number('timeout')?.value;
  return given === undefined ? 0 : Math.max(given, 1);
}

function commandOf(settings: Settings, report: Report): Given<readonly string[]> | undefined {
  for (const line of settings.all('script')) checkQuotes(line, 'open-quote-in-script', report);
  const line = settings.last('script');
  if (line === undefined) return undefined;
  const words = commandWords(line.text)?.slice(1);
  // A command in one pair of quotes is split again.
  const command = words?.length === 1 ? (commandWords(words[0] as string) ?? []) : words;
  return command === undefined || command.length === 0 ? undefined : {value: command, place: line.place};
}

/** 2.2.7 splits such a line once more, and dereferences the missing result. */
export function checkQuotes(line: Statement, kind: Crash, report: Report): void {
  if (commandWords(line.text) !== undefined) return;
  const keyword = keywordOf(line);
  report(kind, line.place, keyword, [
    keyword,
    'a quote is not closed, or a \\ ends the line: keepalived crashes',
  ]);
}

function checkRun(settings: Settings, report: Report): void {
  for (const keyword of ['interval', 'timeout']) {
    const zero = settings.all(keyword).find(({words}) => /^0+$/.test(words[1] ?? ''));
    if (zero !== undefined) report('value', zero.place, '0', [keyword, 'expected 1 or more, got 0']);
  }
  checkReverse(settings, report);
}

function checkReverse(settings: Settings, report: Report): void {
  for (const {words, place} of settings.all('weight')) {
    const option = words[2];
    if (option !== undefined && option !== 'reverse')
      report('rejected', place, option, ['weight', `unknown option ${option}`]);
  }
}

/** A tracked file, process or BFD session: only its existence and weight matter. */
export interface Tracked {
  readonly name: string;
  readonly weight: number;
  readonly reverse: boolean;
}

export function readTrackFile({words, place, inside}: Statement, report: Report): Tracked | undefined {
  const settings = new Settings(TRACK_FILE, inside);
  const name = words[1] ?? '';
  checkReverse(settings, report);
  if (settings.word('file') === undefined) {
    report('missing-value', place, name, `track_file ${name}: expected a file, got none`);
    return undefined;
  }
  const [, second] = settings.all('file');
  if (second !== undefined)
    report('rejected', second.place, 'file', `track_file ${name}: file is there already`);
  checkInit(settings, report);
  const reverse = settings.last('weight')?.words[2] === 'reverse';
  return {name, weight: settings.number('weight')?.value ?? 1, reverse};
}

/** `init_file [NUMBER] [overwrite]`. */
function checkInit(settings: Settings, report: Report): void {
  for (const {words, place} of settings.all('init_file'))
    for (const word of words.slice(1)) {
      const isNumber = readNumber(word, -254, 254, false).problem === undefined && word !== '';
      if (!isNumber && word !== 'overwrite')
        report('value', place, word, ['init_file', `expected -254 to 254 or overwrite, got ${word}`]);
    }
}

export function readTrackProcess({words, place, inside}: Statement, report: Report): Tracked | undefined {
  const settings = new Settings(TRACK_PROCESS, inside);
  const name = words[1] ?? '';
  checkReverse(settings, report);
  if (settings.word('process') === undefined) {
    report('missing-value', place, name, `vrrp_track_process ${name}: expected a process, got none`);
    return undefined;
  }
  const [, second] = settings.all('process');
  if (second !== undefined)
    report('rejected', second.place, 'process', `vrrp_track_process ${name}: process is there already`);
  const [quorum, most] = ['quorum', 'quorum_max'].map(keyword => settings.number(keyword));
  if (quorum !== undefined && most !== undefined && most.value < quorum.value)
    report('value', most.place, `${most.value}`, [
      'quorum_max',
      `expected ${quorum.value} or more, got ${most.value}`,
    ]);
  const reverse = settings.last('weight')?.words[2] === 'reverse';
  return {name, weight: settings.number('weight')?.value ?? 0, reverse};
}

/** A BFD session. Its parameters are not examined. */
export function readBfd({words, inside}: Statement): Tracked {
  const weight = inside.findLast(({words: [keyword]}) => keyword === 'weight')?.words;
  return {
    name: words[1] ?? '',
    weight: readNumber(weight?.[1] ?? '0', -253, 253, true).value ?? 0,
    reverse: weight?.[2] === 'reverse',
  };
}
