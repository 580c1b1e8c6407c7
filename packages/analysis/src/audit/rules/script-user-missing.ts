/** Script security without a user to run scripts as. */

import {abridged, agreeing} from '../../text/count-text.js';
import type {AuditNode} from '../cluster.js';
import type {VrrpScript} from '../keepalived/model/script.js';
import {KEEPALIVED_MANUAL, type Rule} from './rule.js';
import {trackersOf} from './trackers.js';

export const scriptUserMissing: Rule = {
  code: 'SCRIPT_USER_MISSING',
  severity: 'error',
  title: 'with script security but no user, the check is removed',
  thread: KEEPALIVED_MANUAL,
  proof: 'checks-fail',
  find({nodes}) {
    const found = nodes.flatMap(node =>
      [...node.config.scripts.values()].filter(({isRemoved}) => isRemoved).map(script => ({node, script})),
    );
    if (found.length === 0) return [];
    const names = [...new Set(found.map(({script}) => script.name))];
    return [
      {
        subject: `vrrp_script ${abridged(names)} (${[...new Set(found.map(({node}) => node.name))].join(', ')})`,
        where: found.flatMap(({node, script}) => placesIn(node, script)),
        evidence: 'enable_script_security without script_user, or a user in the script',
        consequence: `unless a user keepalived_script exists, ${agreeing(names, 'is removed and never runs', 'are removed and never run')}: ${keeps(found.map(({node}) => node))} with a dead service`,
        remedy: 'use script_user in global_defs, with a user that exists',
      },
    ];
  },
};

function placesIn({config}: AuditNode, script: VrrpScript) {
  const {scriptSecurity} = config.globals;
  return scriptSecurity === undefined ? [script.place] : [scriptSecurity, script.place];
}

function keeps(nodes: readonly AuditNode[]): string {
  const holders = trackersOf(nodes);
  return holders.length === 0
    ? 'nothing moves'
    : agreeing(holders, 'keeps its addresses', 'keep their addresses');
}
