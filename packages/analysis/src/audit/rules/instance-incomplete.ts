/** An instance that lacks a mandatory statement. */

import {abridged} from '../../count-text.js';
import type {Cluster} from '../cluster.js';
import {evidenceOf, isDerailed, objectionsBy, placesOfAll, subjectOfAll} from './faults.js';
import {KEEPALIVED_MANUAL, nameOf, placesOf, type Rule, subjectOf, vipsOf} from './rule.js';

export const instanceIncomplete: Rule = {
  code: 'INSTANCE_INCOMPLETE',
  severity: 'error',
  title: 'an instance without VRID, interface, address or peer',
  thread: KEEPALIVED_MANUAL,
  proof: 'start',
  find: cluster => [
    ...withoutPeers(cluster),
    ...objectionsBy(
      cluster,
      // What follows from a brace or a word is reported as such.
      ({node, fault}) =>
        fault.kind === 'missing-value' && fault.text.startsWith('vrrp_instance') && !isDerailed(node),
      ({fault}) => fault.text,
    ).map(objections => ({
      subject: subjectOfAll(objections),
      where: placesOfAll(objections),
      evidence: evidenceOf(objections),
      consequence:
        objections[0]?.fault.ends === true
          ? 'the daemon ends: no address at all'
          : 'it becomes master and advertises 0 addresses',
      remedy: 'add what is missing',
    })),
  ],
};

/** It was told to go to FAULT without a peer. */
function withoutPeers({routers}: Cluster) {
  return routers.flatMap(({members}) => {
    const lacking = members.filter(({instance}) => instance.lacksPeers);
    const [first] = lacking;
    if (first === undefined) return [];
    return {
      subject: subjectOf(lacking),
      where: placesOf(lacking, 'unicast_fault_no_peer'),
      evidence: `${nameOf(first)} has unicast_fault_no_peer, and no unicast_peer`,
      consequence: `${abridged(lacking.map(({node}) => node.name))} ${lacking.length === 1 ? 'stays' : 'stay'} in FAULT, and never ${lacking.length === 1 ? 'has' : 'have'} ${vipsOf(first)}`,
      remedy: 'put the addresses of the other nodes in unicast_peer',
    };
  });
}
