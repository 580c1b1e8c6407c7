/**
 * How much of a stretch without answers other things explain. Pure.
 *
 * @module
 */

import type {DarkStretch, SentRun} from '../conversations/facts.js';

export interface Span {
  readonly from: bigint;
  readonly to: bigint;
}

export const spanOf = ({firstUnanswered, lastUnanswered}: DarkStretch): Span => {
  return {from: firstUnanswered.at, to: lastUnanswered.at};
};

export const runSpan = ({first, last}: SentRun): Span => ({from: first.at, to: last.at});

/** How much of it, from its first question to its last, lies in these. Nanoseconds. */
export function coveredNs(dark: DarkStretch, spans: readonly Span[]): bigint {
  const {from, to} = spanOf(dark);
  let end = from;
  let covered = 0n;
  for (const one of [...spans].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const begin = later(one.from, end);
    const until = earlier(one.to, to);
    if (until <= begin) continue;
    covered += until - begin;
    end = until;
  }
  return covered;
}

function earlier(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function later(a: bigint, b: bigint): bigint {
  return a < b ? b : a;
}
