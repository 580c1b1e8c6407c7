/**
 * What the software under test said, node by node. Pure.
 *
 * @module
 */

import type {Timeline} from '@vip/analysis';
import type {SaidData} from './run-data.js';
import type {Span} from './span.js';

/** How many lines of a node are included: the last ones. */
const MAX_LINES = 400;

export function saidOf(timeline: Timeline, span: Span): SaidData[] {
  const said = timeline.select('said');
  const nodes = [...new Set(said.map(({node}) => node))].sort();
  return nodes.map(node => {
    const lines = said.filter(event => event.node === node);
    const [first] = lines;
    return {
      node,
      program: first?.program ?? '',
      lines: lines.slice(-MAX_LINES).map(({at, text}) => [span.of(at), text]),
      omitted: Math.max(0, lines.length - MAX_LINES),
    };
  });
}
