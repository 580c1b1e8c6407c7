/**
 * What keepalived logs about its instances. Pure.
 *
 * @module
 */

/** An instance going from one state to another. */
export interface Transition {
  readonly instance: string;
  readonly state: 'MASTER' | 'BACKUP' | 'FAULT';
  /** Why, if it says so. */
  readonly reason?: string;
}

/** `(VIP) Entering BACKUP STATE (init)`, `(VIP): entering FAULT state (interface mcv0 down)` (vrrp.c, 2.2 and 2.4). */
const TRANSITION = /\(([^()]+)\):? entering (MASTER|BACKUP|FAULT) state(?: \(([^()]+)\))?/i;

/** Undefined for every other line. */
export function transitionOf(line: string): Transition | undefined {
  const [, instance, state, reason] = TRANSITION.exec(line) ?? [];
  if (instance === undefined || state === undefined) return undefined;
  return {
    instance,
    state: state.toUpperCase() as Transition['state'],
    ...(reason === undefined || reason === 'init' ? {} : {reason}),
  };
}

/** The instances that are in FAULT after these lines, with the reason that was given, and how many others there are. */
export function faultsOf(lines: readonly string[]): {faults: Transition[]; others: number} {
  const states = new Map<string, Transition>();
  for (const line of lines) {
    const next = transitionOf(line);
    if (next === undefined) continue;
    const before = states.get(next.instance);
    // keepalived logs this twice: once with the reason, once without.
    const isAgain = before?.state === next.state && next.reason === undefined;
    if (!isAgain) states.set(next.instance, next);
  }
  const faults = [...states.values()].filter(({state}) => state === 'FAULT');
  return {faults, others: states.size - faults.length};
}

/** `instance VIP6 is in FAULT (no IPv6 address for interface)`. */
export function formatFaults(faults: readonly Transition[]): string {
  return faults
    .map(
      ({instance, reason}) => `instance ${instance} is in FAULT${reason === undefined ? '' : ` (${reason})`}`,
    )
    .join(', ');
}

/** If no instance takes part: which instances are in FAULT, and why. */
export function allInFault(lines: readonly string[]): string | undefined {
  const {faults, others} = faultsOf(lines);
  return faults.length === 0 || others > 0 ? undefined : formatFaults(faults);
}
