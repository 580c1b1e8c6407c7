/**
 * What became different from one examination to the next.
 *
 * @module
 */

import type {Finding} from '../findings/finding.js';
import {findingLine} from '../findings/finding-lines.js';
import {sentence} from '../findings/sentence.js';
import type {Subject} from './check.js';
import {formatSubject, ROLES} from './examine.js';

/** An address that is somewhere else, in another role, or no longer examined. */
export interface SubjectChange {
  /** Undefined where there was none. */
  readonly before: string | undefined;
  readonly now: string | undefined;
}

/** Addresses are matched by themselves, and a bridge by its name. */
export function subjectChanges(before: readonly Subject[], now: readonly Subject[]): SubjectChange[] {
  const was = textsOf(before);
  const is = textsOf(now);
  return [...new Set([...was.keys(), ...is.keys()])].flatMap(key => {
    const change = {before: was.get(key), now: is.get(key)};
    return change.before === change.now ? [] : [change];
  });
}

function textsOf(subjects: readonly Subject[]): Map<string, string> {
  return new Map(subjects.map(subject => [subject.vip ?? subject.iface, formatSubject(subject)]));
}

export interface FindingChange {
  readonly change: 'appeared' | 'gone';
  readonly finding: Finding;
}

/** The same finding has the same code, address and remedy: its evidence may have counters, and the role is told for itself. */
export function findingChanges(before: readonly Finding[], now: readonly Finding[]): FindingChange[] {
  const was = new Set(before.map(keyOf));
  const is = new Set(now.map(keyOf));
  return [
    ...now.filter(one => !was.has(keyOf(one))).map(finding => ({change: 'appeared' as const, finding})),
    ...before.filter(one => !is.has(keyOf(one))).map(finding => ({change: 'gone' as const, finding})),
  ];
}

/** In one line; what appeared has the commands that mend it, or how to where no command does. */
export function formatFindingChange({change, finding}: FindingChange): string {
  const line = `${change}: ${finding.severity}: ${findingLine(finding)}`;
  if (change === 'gone') return line;
  const {commands, remedy} = finding;
  if (commands.length > 0) return `${line} Mend: ${commands.join(' && ')}`;
  return remedy === '' ? line : `${line} ${sentence(remedy)}`;
}

const ROLE_AT_END = new RegExp(`, (?:${ROLES.join('|')})$`);

function keyOf({code, subject, commands}: Finding): string {
  return [code, subject.replace(ROLE_AT_END, ''), ...commands].join('\n');
}
