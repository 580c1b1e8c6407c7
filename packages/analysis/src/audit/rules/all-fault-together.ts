/** A check that puts every node in FAULT at once. */

import {elect, type Failure} from '../calculations/election.js';
import {formatSecondsRange, scriptSpan} from '../calculations/timing.js';
import type {Member} from '../cluster.js';
import {eachRouter} from './pairs.js';
import {KEEPALIVED_MANUAL, type Rule, subjectOf, vipsOf} from './rule.js';

export const allFaultTogether: Rule = {
  code: 'ALL_FAULT_TOGETHER',
  severity: 'warning',
  title: 'a check without a weight that fails everywhere leaves no master',
  thread: KEEPALIVED_MANUAL,
  proof: 'checks-fail-both',
  find: eachRouter(({members}) => {
    const [first, ...others] = members;
    if (first === undefined || others.length === 0 || !members.some(takesWeights)) return undefined;
    const shared = first.instance.tracks.find(
      ({kind, name, weight, alarms}) =>
        kind === 'script' &&
        weight === 0 &&
        !alarms &&
        others.every(({instance}) =>
          instance.tracks.some(track => track.kind === 'script' && track.name === name),
        ),
    );
    if (shared === undefined) return undefined;
    const failures: Failure[] = members.map(({node}) => ({
      kind: 'script',
      name: shared.name,
      node: node.name,
    }));
    if (elect(members, failures, first).owner !== undefined) return undefined;
    const script = first.node.config.scripts.get(shared.name);
    const after = script === undefined ? '' : ` after ${formatSecondsRange(scriptSpan(script))}`;
    return {
      subject: subjectOf(members),
      where: members.flatMap(({instance}) =>
        instance.tracks.filter(({name}) => name === shared.name).map(({place}) => place),
      ),
      evidence: `the check ${shared.name} has no weight on any node`,
      consequence: `when it fails on all of them,${after} no node has ${vipsOf(first)} until it recovers somewhere`,
      remedy: `use a weight that brings one node below the other instead of FAULT, or check something on the machine itself`,
    };
  }),
};

/** A sync group drops weights, and a peer with `nopreempt` ignores them: there FAULT is the only option. */
function takesWeights({instance, node}: Member): boolean {
  const group = node.config.groups.find(({name}) => name === instance.syncGroup);
  return !instance.nopreempt.effective && (group === undefined || group.keepsWeights);
}
