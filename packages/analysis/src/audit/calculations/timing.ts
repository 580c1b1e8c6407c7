/**
 * Times until another node takes over, in milliseconds: the formulae of RFC 3768 §6.1 and RFC 5798 §6.1 as implemented by keepalived 2.2.7,
 * each measured.
 *
 * @module
 */

import type {Instance} from '../keepalived/model/instance.js';
import type {VrrpScript} from '../keepalived/model/script.js';

/** The shortest and the longest time it can take. */
export interface DurationRange {
  readonly least: number;
  readonly most: number;
}

/** The skew time, the head start of a higher priority: up to a second in version 2, up to an interval in version 3. */
export function skewMs({version}: Instance, priority: number, advertMs: number): number {
  return ((256 - priority) / 256) * (version === 2 ? 1000 : advertMs);
}

/**
 * From the last advertisement of a lost master to the first of the new one. Version 3 uses the interval learned from the master.
 */
export function detectionMs(instance: Instance, priority: number, master: Instance = instance): number {
  const advertMs = intervalHeard(instance, master);
  return instance.downTimerAdverts * advertMs + skewMs(instance, priority, advertMs);
}

export function intervalHeard(instance: Instance, master: Instance): number {
  return instance.version === 3 ? master.advertMs : instance.advertMs;
}

/** After an advertisement of priority 0: a clean stop, or FAULT. */
export function releaseMs(instance: Instance, priority: number, master: Instance = instance): number {
  return skewMs(instance, priority, intervalHeard(instance, master));
}

/** From the failure of the service that a script checks until the check counts as failed. */
export function scriptSpan({interval, fall}: VrrpScript): DurationRange {
  return {least: (fall - 1) * interval * 1000, most: fall * interval * 1000};
}

/** The same for a script that hangs: it is killed a second after its timeout. */
export function hangMs({interval, timeout, fall}: VrrpScript): number {
  return (fall - 1) * Math.max(interval, timeout + 1) * 1000 + (timeout || interval) * 1000 + 1000;
}

/** A master that is alive but no longer preferred: its advertisements are discarded until the master-down timer expires. */
export function outbidSpan(instance: Instance, priority: number, master: Instance): DurationRange {
  const advertMs = intervalHeard(instance, master);
  const delay = instance.preemptDelayMs.effective;
  const wait = detectionMs(instance, priority, master);
  if (delay === 0) return {least: wait - advertMs, most: wait};
  return {least: delay + wait - advertMs, most: delay + wait};
}

/** From start to master if no other node advertises. An address owner is master at once. */
export function startMs(instance: Instance, priority: number, startupDelayMs: number): number {
  return startupDelayMs + (instance.basePriority === 255 ? 0 : detectionMs(instance, priority));
}

/**
 * From start until it preempts a lower-priority master. It uses its own interval, because it ignores advertisements of lower priority
 * unless it waits for `preempt_delay`.
 */
export function returnMs(
  instance: Instance,
  priority: number,
  startupDelayMs: number,
  master: Instance,
): number {
  const delay = instance.preemptDelayMs.effective;
  if (instance.basePriority === 255 || delay === 0) return startMs(instance, priority, startupDelayMs);
  const wait = detectionMs(instance, priority, master);
  return startupDelayMs + delay + wait - intervalHeard(instance, master);
}

/** A fixed time, with equal bounds. */
export function exactly(ms: number): DurationRange {
  return {least: ms, most: ms};
}

export function addSpans(a: DurationRange, b: DurationRange): DurationRange {
  return {least: a.least + b.least, most: a.most + b.most};
}

/** `3.61 s`, `0.62 s`. */
export function formatSeconds(ms: number): string {
  return `${ms < 100 ? Math.round(ms) / 1000 : Math.round(ms / 10) / 100} s`;
}

/** `3.6 to 5.6 s`. */
export function formatSecondsRange({least, most}: DurationRange): string {
  if (most - least < 1) return formatSeconds(most);
  return `${Math.round(least / 10) / 100} to ${formatSeconds(most)}`;
}
