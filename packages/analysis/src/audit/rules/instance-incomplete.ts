/** An instance that lacks a mandatory statement. */

import {agreeing} from '../../text/count-text.js';
import type {AuditNode, ConfiguredCluster, Member} from '../cluster.js';
import type {ConfigFault} from '../keepalived/fault.js';
import {
  evidenceOf,
  isDerailed,
  isNamelessInstance,
  objectionsBy,
  placesOfAll,
  subjectOfAll,
} from './faults.js';
import {NEEDED, nearKeyword} from './keyword-names.js';
import {KEEPALIVED_MANUAL, memberName, placesOf, type Rule, subjectOf, vipsOf} from './rule.js';

export const instanceIncomplete: Rule = {
  code: 'INSTANCE_INCOMPLETE',
  severity: 'error',
  title: 'an instance without VRID, interface, address, peer or source',
  thread: KEEPALIVED_MANUAL,
  proof: 'start',
  find: cluster => [
    ...withoutPeers(cluster),
    ...withoutSource(cluster),
    ...objectionsBy(
      cluster,
      // Consequences of a brace or an unknown word are reported separately.
      ({node, fault}) =>
        isIncomplete(fault) && !isDerailed(node) && !hasOtherFamily(node, fault) && !isMisspelt(node, fault),
      ({fault}) => fault.text,
    ).map(objections => ({
      subject: subjectOfAll(objections),
      where: placesOfAll(objections),
      evidence: evidenceOf(objections),
      consequence:
        objections[0]?.fault.ends === true
          ? 'the daemon exits: no node has an address'
          : 'it becomes master and advertises 0 addresses',
      remedy: 'add what is missing',
    })),
  ],
};

function isIncomplete(fault: ConfigFault): boolean {
  return fault.kind === 'incomplete-instance' || fault.kind === 'no-address' || isNamelessInstance(fault);
}

/** The missing setting is there, but misspelt. */
function isMisspelt({config}: AuditNode, {block}: ConfigFault): boolean {
  return config.faults.some(
    ({kind, word, block: around}) =>
      kind === 'unknown-keyword' && around === block && NEEDED.has(nearKeyword(word) ?? ''),
  );
}

/** Its addresses are of the other family, which is reported separately. */
function hasOtherFamily({config}: AuditNode, {kind, place}: ConfigFault): boolean {
  if (kind !== 'no-address') return false;
  return config.instances.some(
    ({wrongFamily, place: own}) =>
      wrongFamily.length > 0 && own.line === place.line && own.file === place.file,
  );
}

/** Instances that are configured to go to FAULT without a peer, and have none. */
function withoutPeers(cluster: ConfiguredCluster) {
  return stuck(
    cluster,
    ({instance}) => instance.lacksPeers,
    'unicast_fault_no_peer',
    'has unicast_fault_no_peer, but no unicast_peer',
    'put the addresses of the other nodes in unicast_peer',
  );
}

function withoutSource(cluster: ConfiguredCluster) {
  return stuck(
    cluster,
    ({instance}) => instance.lacksSource,
    'use_ipvlan',
    'has use_ipvlan without an address of its family',
    'give use_ipvlan an address to send from, or remove it',
  );
}

function stuck(
  {routers}: ConfiguredCluster,
  lacks: (member: Member) => boolean,
  keyword: string,
  evidence: string,
  remedy: string,
) {
  return routers.flatMap(({members}) => {
    const lacking = members.filter(lacks);
    const [first] = lacking;
    if (first === undefined) return [];
    const names = lacking.map(({node}) => node.name);
    return {
      subject: subjectOf(lacking),
      where: placesOf(lacking, keyword),
      evidence: `${memberName(first)} ${evidence}`,
      consequence: `${agreeing(names, 'stays in FAULT, and never has', 'stay in FAULT, and never have')} ${vipsOf(first)}`,
      remedy,
    };
  });
}
