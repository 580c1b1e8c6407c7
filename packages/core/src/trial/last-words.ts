/**
 * The last output of the software, and its most informative line. Pure.
 *
 * @module
 */

import type {Timeline} from '@vip/analysis';

/** Number of lines printed for each node of a failed run. */
const COUNT = 6;

/** The last output of a node's software. */
export interface LastWords {
  readonly node: string;
  readonly lines: readonly string[];
}

/** The last output on every node where it printed anything. */
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

/** Words with which programs report errors. */
const ALARM = /\b(?:error|fatal|fail\w*|cannot|can't|could not|unable|denied|invalid|exiting)\b/i;

/** A time of day that a program, such as some builds of ucarp, prints before its messages: the time is recorded anyway. */
const TIMESTAMP = /^\d{4}-\d\d-\d\dT[\d:.]+Z?:? /;

/**
 * The last of the last lines that reports a problem, or else the very last: output that was buffered appears at the end, whatever
 * it says. Without its timestamp.
 */
export function tellingLine(lines: readonly string[]): string | undefined {
  const last = lines.slice(-COUNT);
  return (last.findLast(line => ALARM.test(line)) ?? last.at(-1))?.replace(TIMESTAMP, '');
}
