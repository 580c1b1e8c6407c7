/**
 * How long it takes until another node takes over. Milliseconds; the formulae of RFC 3768 §6.1 and RFC 5798 §6.1 with what keepalived
 * 2.2.7 makes of them, each measured.
 *
 * @module
 */

import type {Instance} from '../keepalived/model/instance.js';
import type {VrrpScript} from '../keepalived/model/script.js';

/** From the least to the most that it can take. */
export interface DurationRange {
  readonly least: number;
  readonly most: number;
}

/** The head start of a higher priority: of version 2 within a second, of version 3 within an interval. */
export function skewMs({version}: Instance, priority: number, advertMs: number): number {
  return ((256 - priority) / 256) * (version === 2 ? 1000 : advertMs);
}

/**
 * From the last advertisement of a master that is gone to the first of the new one. Version 3 goes by the master's interval,
 * which it learned.
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

/** The same when the script does not come back: it is given up after its timeout, and a second. */
export function hangMs({interval, timeout, fall}: VrrpScript): number {
  return (fall - 1) * Math.max(interval, timeout + 1) * 1000 + (timeout || interval) * 1000 + 1000;
}

/** A master that lives but is no longer worth it: its advertisements are not accepted, until the timer has run out. */
export function outbidSpan(instance: Instance, priority: number, master: Instance): DurationRange {
  const advertMs = intervalHeard(instance, master);
  const delay = instance.preemptDelayMs.effective;
  const wait = detectionMs(instance, priority, master);
  if (delay === 0) return {least: wait - advertMs, most: wait};
  return {least: delay + wait - advertMs, most: delay + wait};
}

/** From its start until it is master, if no other node advertises. An address owner is master at once. */
export function startMs(instance: Instance, priority: number, startupDelayMs: number): number {
  return startupDelayMs + (instance.basePriority === 255 ? 0 : detectionMs(instance, priority));
}

/**
 * From its start until it takes the address back from a lower one. It counts by its own interval: of advertisements that it will
 * outbid it takes none to heart, unless it waits for `preempt_delay`.
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

/** Neither less nor more. */
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
