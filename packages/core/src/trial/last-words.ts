/**
 * What the software said last, and which of its lines tells most. Pure.
 *
 * @module
 */

import type {Timeline} from '@vip/analysis';

/** Lines of each node that are told where a run failed. */
const COUNT = 6;

/** What a node's software said last. */
export interface LastWords {
  readonly node: string;
  readonly lines: readonly string[];
}

/** Of every node where it said anything. */
export function lastWords(timeline: Timeline): LastWords[] {
  const said = timeline.select('said');
  const nodes = [...new Set(said.map(({node}) => node))].sort();
  return nodes.map(node => ({
    node,
    lines: said
      .filter(event => event.node === node)
      .slice(-COUNT)
      .map(({text}) => text),
  }));
}

/** As programs speak of what went wrong. */
const ALARM = /\b(?:error|fatal|fail\w*|cannot|can't|could not|unable|denied|invalid|exiting)\b/i;

/**
 * The last of its last words that speaks of something gone wrong, or else the very last: what goes to a buffered output comes
 * last, whatever it says.
 */
export function tellingLine(lines: readonly string[]): string | undefined {
  const last = lines.slice(-COUNT);
  return last.findLast(line => ALARM.test(line)) ?? last.at(-1);
}
