/**
 * The instances that track a check, whether it has an effect there or not.
 *
 * @module
 */

import type {AuditNode} from '../cluster.js';
import {keywordOf, withKeyword} from '../keepalived/statement.js';

/** Whether an instance names a script in its track_script, even if the script is removed and thus not among its tracks. */
export function namesScript({config}: AuditNode, instance: string, script: string): boolean {
  return withKeyword(config.statements, 'vrrp_instance').some(
    ({words, inside}) =>
      words[1] === instance &&
      withKeyword(inside, 'track_script').some(block =>
        block.inside.some(({words: [name]}) => name === script),
      ),
  );
}

/** Names of instances with a track_script block, each once. */
export function trackersOf(nodes: readonly AuditNode[]): string[] {
  const names = nodes.flatMap(({config}) =>
    withKeyword(config.statements, 'vrrp_instance')
      .filter(({inside}) => inside.some(statement => keywordOf(statement) === 'track_script'))
      .map(({words}) => words[1] ?? ''),
  );
  return [...new Set(names)];
}
