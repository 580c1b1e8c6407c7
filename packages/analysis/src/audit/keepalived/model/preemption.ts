/**
 * Whether a node takes the address back, and after how long.
 *
 * @module
 */

import type {Instance} from './instance.js';
import type {Report} from './report.js';
import type {Settings} from './settings.js';

interface Facts {
  readonly state: 'MASTER' | 'BACKUP';
  readonly basePriority: number;
  readonly strict: boolean;
}

export function preemptionOf(
  settings: Settings,
  facts: Facts,
  report: Report,
): Pick<Instance, 'nopreempt' | 'preemptDelayMs'> {
  const {last, isGiven} = nopreemptGiven(settings);
  const nopreempt = isGiven && facts.state !== 'MASTER' && facts.basePriority !== 255;
  if (isGiven && !nopreempt && last !== undefined)
    report('ignored', last.place, 'nopreempt', ['nopreempt', `is cleared by ${cause(facts)}`]);
  const delay = settings.number('preempt_delay');
  const given = (delay?.value ?? 0) / 1000;
  const cleared = given > 0 ? delayProblem(facts, nopreempt) : undefined;
  if (cleared !== undefined && delay !== undefined)
    report('ignored', delay.place, 'preempt_delay', ['preempt_delay', `is cleared by ${cleared}`]);
  return {
    nopreempt: {given: isGiven, effective: nopreempt},
    preemptDelayMs: {given, effective: cleared === undefined ? given : 0},
  };
}

function nopreemptGiven(settings: Settings) {
  const last = settings.last('nopreempt');
  const preempt = settings.last('preempt');
  const isLater = (line?: {place: {line: number}}) =>
    line !== undefined && last !== undefined && line.place.line > last.place.line;
  return {last, isGiven: last !== undefined && !isLater(preempt)};
}

function cause({basePriority}: Facts): string {
  return basePriority === 255 ? 'priority 255' : 'state MASTER';
}

function delayProblem(facts: Facts, nopreempt: boolean): string | undefined {
  if (facts.state === 'MASTER') return 'state MASTER';
  if (facts.strict) return 'strict mode';
  return nopreempt ? 'nopreempt' : undefined;
}
