/**
 * Rules that compare keepalived's configuration with the host it is for, which the file alone cannot show. Their codes and their
 * documentation are the audit's.
 *
 * @module
 */

import type {AuditNode, Member} from '../../audit/cluster.js';
import type {FindingDraft, RuleText} from '../../audit/rules/rule.js';
import type {Host} from '../host/host.js';
import type {HostProcess} from '../host/process.js';

/** A keepalived configuration and its host. */
export interface Here {
  readonly node: AuditNode;
  readonly host: Host;
  /** Processes of the daemon; empty if it is not running. */
  readonly processes: readonly HostProcess[];
}

export interface HostRule extends RuleText {
  /**
   * @returns the problems; none if all is well
   * @throws Blind if the state it needs could not be read
   */
  readonly look: (here: Here) => Promise<readonly FindingDraft[]>;
}

export function membersOf({node}: Pick<Here, 'node'>): Member[] {
  return node.config.instances.map(instance => ({node, instance}));
}
