/**
 * The shape of an audit rule.
 *
 * @module
 */

import {largest} from '../../collections/extremes.js';
import type {Finding, LinePlace, Place, Severity} from '../../findings/finding.js';
import {abridged, listed} from '../../text/count-text.js';
import {formatSeconds} from '../calculations/timing.js';
import type {ConfiguredCluster, Member, Router} from '../cluster.js';
import type {AuditInput} from '../wire/hear.js';

/** A finding without the fields of its rule. Its severity is that of the rule unless it has its own. */
export interface FindingDraft {
  readonly subject: string;
  readonly where: readonly Place[];
  readonly evidence: string;
  readonly consequence: string;
  readonly remedy: string;
  readonly severity?: Severity;
  /** To be run by root as they stand; most remedies are lines of a file instead. */
  readonly commands?: readonly string[];
}

/** The faults of trials that demonstrate the finding. */
export type ProvingFault =
  | 'start'
  | 'node-crash'
  | 'stop'
  | 'checks-fail'
  | 'checks-fail-both'
  | 'failback'
  | 'freeze';

/** The description of a rule, independent of its input. */
export interface RuleText {
  readonly code: string;
  readonly severity: Severity;
  /** The problem, in one line. */
  readonly title: string;
  /** A public page that reports or defines the problem. */
  readonly thread: string;
}

export interface RuleOf<Read> extends RuleText {
  readonly find: (read: Read) => FindingDraft[];
}

export interface Rule extends RuleOf<AuditInput> {
  /** The trial fault that demonstrates it; absent if the lab cannot. */
  readonly proof?: ProvingFault;
  /** Whether an error means that every node has the address. */
  readonly splits?: boolean;
  /** Whether the finding is omitted if the files already explain why several nodes hold the address. */
  readonly needsUnsplit?: boolean;
  /** Whether an error means that the owner of the address does not answer. */
  readonly darkens?: boolean;
}

/** The section of the documentation. */
export function ruleReference({code}: RuleText): string {
  return `docs/audit-rules.md#${code.toLowerCase()}`;
}

export function findWith<Read>(rule: RuleOf<Read>, read: Read): Finding[] {
  return rule.find(read).map(draft => ruleFinding(rule, draft));
}

export function ruleFinding(rule: RuleText, draft: FindingDraft): Finding {
  const {code, severity} = rule;
  return {
    ...{code, severity, reference: ruleReference(rule), commands: [], ...draft},
    evidence: keepingName(draft),
  };
}

/** A sentence that begins with a name gets a full stop, so that it is not capitalised: `a and b` would become `A and b`. */
function keepingName({subject, evidence}: FindingDraft): string {
  const [first = ''] = /^[\w.-]+/.exec(evidence) ?? [];
  const names: readonly string[] = subject.match(/[\w.-]+/g) ?? [];
  return names.includes(first) && !evidence.endsWith('.') ? `${evidence}.` : evidence;
}

/** The effect of a finding: every node holds the address, or the owner does not answer. */
export type Effect = 'splits' | 'darkens';

/** The rules with this effect that have findings. */
export function rulesWith(effect: Effect, rules: readonly Rule[], findings: readonly Finding[]): Rule[] {
  return rules.filter(
    rule =>
      rule[effect] === true &&
      findings.some(({code, severity}) => code === rule.code && severity === rule.severity),
  );
}

/** Their consequence for this router; undefined if it is not affected. */
export function effectOn(
  rules: readonly Rule[],
  nodes: ConfiguredCluster['nodes'],
  router: Router,
): string | undefined {
  if (rules.length === 0) return undefined;
  const drafts = rules.flatMap(({find}) => find({nodes, routers: [router]}));
  return drafts.find(({severity}) => severity === undefined)?.consequence;
}

/** `VI_1 on lb1`. */
export function memberName({instance, node}: Member): string {
  return `${instance.name} on ${node.name}`;
}

/** `VI_1 (lb1, lb2)`. */
export function subjectOf(members: readonly Member[]): string {
  const names = [...new Set(members.map(({instance}) => instance.name))].join('/');
  return `${names} (${members.map(({node}) => node.name).join(', ')})`;
}

/** The place of a keyword on each member. */
export function placesOf(members: readonly Member[], keyword: string): LinePlace[] {
  return members.map(({instance}) => instance.placeOf(keyword));
}

/** The addresses for clients. */
export function vipsOf(member: Member): string {
  const ips = ipsOf(member);
  return ips.length === 0 ? 'its addresses' : abridged(ips, 3);
}

/** The same as the subject of a sentence: `10.9.8.7 is`, `10.9.8.7 and 10.9.8.8 are`. */
export function vipsAre(member: Member): string {
  return `${vipsOf(member)} ${ipsOf(member).length === 1 ? 'is' : 'are'}`;
}

function ipsOf({instance}: Member): string[] {
  return [...new Set([...instance.vips, ...instance.excluded].map(({ip}) => ip))];
}

/** The consequence of nodes that do not hear each other, or reject each other's advertisements. */
export function bothHoldText(members: readonly Member[]): string {
  const nodes = listed(members.map(({node}) => node.name));
  const waits = members.map(({instance}) => instance.downTimerAdverts * instance.advertMs + 1000);
  const from = formatSeconds(largest(waits));
  return `${nodes} ${members.length === 2 ? 'both' : 'all'} hold ${vipsOf(members[0] as Member)} from ${from} after their start at the latest, for as long as both run; clients follow the one that announced last`;
}

export const KEEPALIVED_ISSUES = 'https://github.com/acassen/keepalived/issues/';
export const KEEPALIVED_MANUAL = 'https://www.keepalived.org/manpage.html';
