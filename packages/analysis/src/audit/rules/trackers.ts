/**
 * Which instances look at a check, whether it counts there or not.
 *
 * @module
 */

import type {AuditNode} from '../cluster.js';
import {keywordOf, withKeyword} from '../keepalived/statement.js';

/** Names of instances with a track_script block, each once. */
export function trackersOf(nodes: readonly AuditNode[]): string[] {
  const names = nodes.flatMap(({config}) =>
    withKeyword(config.statements, 'vrrp_instance')
      .filter(({inside}) => inside.some(statement => keywordOf(statement) === 'track_script'))
      .map(({words}) => words[1] ?? ''),
  );
  return [...new Set(names)];
}
