/**
 * The step in progress, and how far it is. Pure.
 *
 * @module
 */

import type {Phase, TimelineEvent} from '@vip/analysis';
import {FAILOVER_STEP, SESSION_STEP, STAGE, TRIAL_STEP} from '@vip/analysis/internal';

export interface Progress {
  readonly text: string;
  /** 0 to 1; absent where it is not known how long it takes. */
  readonly fraction?: number;
}

/** Seconds after which the kernel has healed a cache by its default timers: 45 reachable, 5 DELAY, 3 probes. */
const LONGEST_SELF_HEALING_MS = 53_000;

const PHASES: Readonly<Record<Phase, string>> = {
  before: 'Before the failover',
  gap: 'The address has moved, unannounced',
  after: 'After the gap',
};

interface Current {
  readonly text: string;
  readonly fromMs: number;
  /** When it will be over. */
  readonly untilMs?: number;
  readonly fraction?: number;
  readonly isCountdown?: boolean;
  /** Whether its duration so far is worth showing. */
  readonly isTimed?: boolean;
}

/** Follows the steps and countdowns of a failover or a trial. */
export class ProgressTracker {
  #current: Current;

  constructor(text: string) {
    this.#current = {text, fromMs: 0};
  }

  take(event: TimelineEvent, atMs: number): void {
    if (event.kind === 'countdown') {
      const text = event.to === FAILOVER_STEP.announce ? 'Announcement' : 'Failover';
      const same = this.#current.isCountdown === true && this.#current.text === text;
      const fromMs = same ? this.#current.fromMs : atMs;
      this.#current = {text, fromMs, untilMs: atMs + event.seconds * 1000, isCountdown: true};
    }
    if (event.kind === 'asked') this.#current = {text: 'Think, then press a key', fromMs: atMs};
    if (event.kind === 'observation') this.#current = {text: PHASES[event.phase], fromMs: atMs};
    if (event.kind === 'step') {
      const current = ofStep(event.step, event.phase, atMs);
      if (current !== undefined) this.#current = current;
    }
  }

  /** @param nowMs milliseconds since the beginning of the run */
  at(nowMs: number): Progress {
    const {text, fromMs, untilMs, fraction, isCountdown, isTimed} = this.#current;
    const said =
      isCountdown === true
        ? `${text} in ${seconds(Math.max(0, (untilMs ?? 0) - nowMs))}`
        : isTimed === true
          ? `${text}: ${seconds(nowMs - fromMs)}`
          : text;
    const part = fraction ?? (untilMs === undefined ? undefined : share(nowMs - fromMs, untilMs - fromMs));
    return part === undefined ? {text: said} : {text: said, fraction: part};
  }
}

const SET_UP: readonly string[] = Object.values(STAGE);

function ofStep(step: string, phase: 'begun' | 'done', fromMs: number): Current | undefined {
  const stage = SET_UP.indexOf(step);
  if (stage >= 0) {
    const done = stage + (phase === 'done' ? 1 : 0);
    return {text: 'Setting up', fromMs, fraction: done / SET_UP.length};
  }
  return (phase === 'begun' ? BEGUN : DONE)[step]?.(fromMs);
}

type Making = Readonly<Record<string, (fromMs: number) => Current>>;

const doing = (text: string) => (fromMs: number) => ({text, fromMs});
const timed = (text: string) => (fromMs: number) => ({text, fromMs, isTimed: true});

const BEGUN: Making = {
  [FAILOVER_STEP.linkDown]: doing('The link goes down'),
  [FAILOVER_STEP.move]: doing('The address moves'),
  [FAILOVER_STEP.announce]: doing('Announcing'),
  [FAILOVER_STEP.wait]: fromMs => ({
    text: 'Until the caches correct themselves',
    fromMs,
    untilMs: fromMs + LONGEST_SELF_HEALING_MS,
    isTimed: true,
  }),
  [FAILOVER_STEP.hold]: doing('The lab stays until ^C'),
  [SESSION_STEP.cleanUp]: doing('Cleaning up'),
  [TRIAL_STEP.build]: doing('Building the lab'),
  [TRIAL_STEP.watch]: doing('Starting to watch the machines'),
  [TRIAL_STEP.start]: doing('Starting the driver'),
  [TRIAL_STEP.fault]: doing('The fault'),
  [TRIAL_STEP.heal]: doing('The fault heals'),
  [TRIAL_STEP.takeOver]: doing('The address moves'),
};

const DONE: Making = {
  [SESSION_STEP.cleanUp]: doing('Done'),
  [TRIAL_STEP.build]: doing('The lab is up'),
  [TRIAL_STEP.watch]: timed('Until the cluster has settled'),
  [TRIAL_STEP.start]: timed('Started; until every observer is served'),
  [TRIAL_STEP.fault]: timed('Since the fault'),
  [TRIAL_STEP.heal]: timed('Healed; since then'),
  [TRIAL_STEP.takeOver]: timed('Since the address moved'),
};

function share(part: number, whole: number): number {
  return whole <= 0 ? 1 : Math.min(1, Math.max(0, part / whole));
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
