/**
 * Rules about keepalived's own objections: the same mistake on several nodes is one finding.
 *
 * @module
 */

import {grouped} from '../../collections/grouped.js';
import type {AuditNode, ConfiguredCluster} from '../cluster.js';
import type {ConfigFault} from '../keepalived/fault.js';
import {isGluedComment} from './glued-comment.js';

export interface NodeFault {
  readonly node: AuditNode;
  readonly fault: ConfigFault;
}

/** Faults that do not follow from an earlier one. */
export function nodeFaultsOf({nodes}: ConfiguredCluster): NodeFault[] {
  return nodes.flatMap(node =>
    node.config.faults.filter(({follows}) => follows !== true).map(fault => ({node, fault})),
  );
}

/** The faults that a rule covers, grouped by subject. */
export function objectionsBy(
  cluster: ConfiguredCluster,
  isMeant: (objection: NodeFault) => boolean,
  keyOf: (objection: NodeFault) => string,
): NodeFault[][] {
  return [...grouped(nodeFaultsOf(cluster).filter(isMeant), keyOf).values()];
}

/** `lb1.conf:10: priority: expected 1 to 255, got 300; ...`. */
export function evidenceOf(objections: readonly NodeFault[]): string {
  const texts = [...new Set(objections.map(({fault}) => fault.text))];
  return texts.join(texts.some(text => text.endsWith(';')) ? ' and ' : '; ');
}

export function placesOfAll(objections: readonly NodeFault[]) {
  return objections.flatMap(({fault: {place, shows}}) => (shows === undefined ? [place] : [place, shows]));
}

/** `vrrp_instance VI_1 (lb1, lb2)`. */
export function subjectOfAll(objections: readonly NodeFault[]): string {
  const [first] = objections;
  const block = first?.fault.block || 'the file';
  return `${block} (${[...new Set(objections.map(({node}) => node.name))].join(', ')})`;
}

/**
 * Whether an objection is to an invalid value of this keyword, rather than to the beginning of an intended
 * comment.
 */
export function isValueOf(keyword: string): (objection: NodeFault) => boolean {
  return ({fault}) => fault.kind === 'value' && fault.keyword === keyword && !isGluedComment(fault.word);
}

/** Whether the fault is a `vrrp_instance` without a name. */
export function isNamelessInstance({kind, word}: ConfigFault): boolean {
  return kind === 'missing-value' && word === 'vrrp_instance';
}

/** Whether parsing went so far astray that a missing statement proves nothing. */
export function isDerailed({config}: AuditNode): boolean {
  return config.faults.some(
    ({kind, follows, word}) => follows === true || kind === 'unclosed-block' || isGluedComment(word),
  );
}
