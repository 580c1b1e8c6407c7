/**
 * What a trial can show besides how long it was dark: each kind has a code, in text, in JSON, in JUnit, and for those that
 * shall fail a build. Pure.
 *
 * @module
 */

import type {TrialEvent} from '@vip/analysis';
import {VipError} from '@vip/arp';
import type {TrialObserverReport} from './report.js';

/** Every kind of finding by its code, and what it says. */
export const FINDINGS = {
  'two-owners': 'two or more nodes hold the address at the end',
  'no-owner': 'no node holds the address at the end',
  'idle-owner': 'a node holds the address at the end behind a link that is down',
  'wrong-answerer': 'the rogue machine answered probes',
  'silent-failback': 'the address returned to a node without an announcement that arrived',
  'dark-after-failback': 'an observer was in the dark after a silent failback, and what ended it',
  'wrong-belief': 'at the end an observer sends to a node that does not hold the address',
  'divided-belief': 'with several owners, which observer sends to which',
  'alive-after-kill': 'the daemon was killed, but its node kept the address and went on answering',
  'no-way-back': 'requests arrived, but the node that holds the address had no route for the replies',
  'permanent-entry': 'a neighbour has a permanent entry for the address, which no announcement changes',
  'conflict-on-wire': 'two machines claimed the address on the wire',
  'frames-dropped': 'a capture lost frames, so conclusions from it may be incomplete',
  configuration: "the software's own check has something to say about its configuration",
  'instance-in-fault':
    'an instance of the passive node is in FAULT at the end, and could not have taken over',
  'program-ended': 'a program of the software ended, and not because of the fault',
} as const;

export type FindingCode = keyof typeof FINDINGS;

export interface TrialFinding {
  readonly code: FindingCode;
  /** A sentence. */
  readonly text: string;
}

/** What a finding is drawn from. */
export interface Showing {
  readonly trial: TrialEvent;
  readonly observers: readonly TrialObserverReport[];
  /** The nodes that hold the address at the end. */
  readonly owners: readonly string[];
}

/** What fails a build that sets a limit: the outage may have been short because the wrong machine answered. */
export const FAILS_WITH_LIMIT: readonly FindingCode[] = ['two-owners', 'wrong-answerer', 'silent-failback'];

/** `two-owners: ns0 and ns1 both hold the address at the end.` */
export function formatFinding({code, text}: TrialFinding): string {
  return `${code}: ${text}`;
}

/**
 * `two-owners,wrong-belief`; `none`, and `all`.
 *
 * @throws VipError `BAD_ARGUMENT`
 */
export function parseFailOn(text: string): FindingCode[] {
  const all = Object.keys(FINDINGS) as FindingCode[];
  if (text === 'none') return [];
  if (text === 'all') return all;
  const words = text.split(',');
  const stray = words.find(word => !Object.hasOwn(FINDINGS, word));
  if (stray === undefined) return words as FindingCode[];
  throw new VipError(
    'BAD_ARGUMENT',
    `fail on: expected none, all, or some of ${all.join(', ')}, got ${JSON.stringify(stray)}`,
  );
}
