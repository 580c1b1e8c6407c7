/**
 * Rules about keepalived's configuration on the very host that it is for: what the file alone cannot tell. Their codes and their
 * documentation are the audit's.
 *
 * @module
 */

import type {AuditNode, Member} from '../../audit/cluster.js';
import type {FindingDraft, RuleText} from '../../audit/rules/rule.js';
import type {Host} from '../host/host.js';
import type {HostProcess} from '../host/process.js';

/** A configuration of keepalived, and the host that has it. */
export interface Here {
  readonly node: AuditNode;
  readonly host: Host;
  /** Of the daemon; none where it does not run. */
  readonly processes: readonly HostProcess[];
}

export interface HostRule extends RuleText {
  /**
   * @returns the problems; none if all is well
   * @throws Blind when it could not be looked at
   */
  readonly look: (here: Here) => Promise<readonly FindingDraft[]>;
}

export function membersOf({node}: Pick<Here, 'node'>): Member[] {
  return node.config.instances.map(instance => ({node, instance}));
}
