/**
 * The lines of a `vrrp_instance`, as the daemon handles them while reading the file.
 *
 * Follows the handlers of `vrrp_parser.c` of keepalived 2.2.7.
 *
 * @module
 */

import {INSTANCE} from '../grammar-vrrp.js';
import {readNumber} from '../numbers.js';
import type {Place} from '../source.js';
import {keywordOf, type Statement, withKeyword} from '../statement.js';
import {type Addressing, readAddressing} from './addressing.js';
import type {Report} from './report.js';
import {checkRoute} from './route.js';
import {checkRule} from './rule.js';
import {Settings} from './settings.js';
import {readAllTracks, type Track, type Trackable} from './tracks.js';

/** Context while the file is read: tracked names have to be defined already. */
export interface RawInstance {
  readonly name: string;
  readonly place: Place;
  readonly settings: Settings;
  readonly addressing: Addressing;
  readonly tracks: readonly Track[];
  readonly state: 'MASTER' | 'BACKUP' | undefined;
  /** 0 if none was given. */
  readonly priority: number;
  /** Reports in the name of this instance. */
  readonly report: Report;
}

export function readInstance(statement: Statement, trackable: Trackable, report: Report): RawInstance {
  const settings = new Settings(INSTANCE, statement.inside);
  const addressing = readAddressing(statement.inside, report);
  checkNames(settings, report);
  checkVrf(statement.inside, report);
  for (const keyword of ['virtual_routes', 'virtual_rules'] as const)
    for (const {inside} of settings.all(keyword))
      for (const line of inside)
        (keyword === 'virtual_routes' ? checkRoute : checkRule)(line, keyword, report);
  return {
    name: statement.words[1] ?? '',
    place: statement.place,
    settings,
    addressing,
    tracks: readAllTracks(settings, trackable, report),
    state: stateOf(settings, report),
    priority: priorityOf(settings),
    report,
  };
}

/** An unknown word is BACKUP; BACKUP after MASTER is ignored. */
function stateOf(settings: Settings, report: Report): 'MASTER' | 'BACKUP' | undefined {
  let state: 'MASTER' | 'BACKUP' | undefined;
  for (const {words, place} of settings.all('state')) {
    const word = words[1] ?? '';
    if (word === 'MASTER') state = 'MASTER';
    else if (word !== 'BACKUP') {
      report('value', place, word, ['state', `expected MASTER or BACKUP, got ${word}`]);
      state = 'BACKUP';
    } else if (state === 'MASTER')
      report('ignored', place, word, ['state', 'BACKUP after MASTER is ignored']);
    else state = 'BACKUP';
  }
  return state;
}

/** Anything but a number from 1 to 255 becomes 100. */
function priorityOf(settings: Settings): number {
  const text = settings.last('priority')?.words[1];
  return text === undefined ? 0 : (readNumber(text, 1, 255, false).value ?? 100);
}

/** The interface wins if it comes first. */
function checkVrf(inside: readonly Statement[], report: Report): void {
  const named = inside.findIndex(line => keywordOf(line) === 'interface');
  if (named < 0) return;
  for (const {words, place} of withKeyword(inside.slice(named), 'vrf'))
    report('rejected', place, words[1] ?? 'vrf', ['vrf', 'expected no interface before it']);
}

const NOTIFIED = ['notify_master', 'notify_backup', 'notify_fault', 'notify_stop', 'notify'];

function checkNames(settings: Settings, report: Report): void {
  const iface = settings.word('interface');
  if (iface !== undefined && iface.value.length > 15)
    report('value', iface.place, iface.value, [
      'interface',
      `expected at most 15 characters, got ${iface.value}`,
    ]);
  for (const keyword of NOTIFIED.filter(word => settings.has(word))) {
    const second = settings.all(keyword)[1];
    if (second !== undefined) report('rejected', second.place, keyword, `${keyword} is there already`);
  }
}
