/**
 * What the audit finds in keepalived's configuration on this host, and what the host adds to it.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import {audit} from '../audit/audit.js';
import {type AuditNode, addressesOf} from '../audit/cluster.js';
import {withKeyword} from '../audit/keepalived/statement.js';
import {ruleFinding} from '../audit/rules/rule.js';
import type {Finding} from '../findings/finding.js';
import type {Unseen} from './check.js';
import {HOST_RULES} from './daemon/registry.js';
import type {Here, HostRule} from './daemon/rule.js';
import {managersOf, stoppedKeepalived} from './daemons.js';
import type {Host} from './host/host.js';
import {Blind} from './host/reader.js';

export interface AuditedHost {
  readonly findings: readonly Finding[];
  readonly unseen: readonly Unseen[];
}

/**
 * Audits each keepalived that runs here, alone, since its peers' files are elsewhere. Where none runs, audits the file that it would read when
 * it is started, if that has one of the addresses.
 *
 * @param vips the addresses to examine; all if empty
 */
export async function auditOf(host: Host, vips: readonly IpAddress[]): Promise<AuditedHost> {
  const daemons = (await managersOf(host)).filter(({name}) => name === 'keepalived');
  if (daemons.length === 0) return auditOfStopped(host, vips);
  return joined(
    await Promise.all(
      daemons.map(async ({name, node, unread, processes}): Promise<AuditedHost> => {
        if (node !== undefined) return auditHere({node, host, processes});
        return {findings: [], unseen: unread === undefined ? [] : [unseenOf(name, unread)]};
      }),
    ),
  );
}

async function auditOfStopped(host: Host, vips: readonly IpAddress[]): Promise<AuditedHost> {
  try {
    const node = await stoppedKeepalived(host);
    if (node === undefined || !hasOneOf(node, vips)) return {findings: [], unseen: []};
    if (withKeyword(node.config.statements, 'net_namespace').length === 0)
      return await auditHere({node, host, processes: []});
    const why = 'it would run in another network namespace (net_namespace)';
    return {findings: audit([node]).findings, unseen: [unseenOf('keepalived', why)]};
  } catch (error) {
    if (!(error instanceof Blind)) throw error;
    return {findings: [], unseen: [unseenOf('keepalived', error.message)]};
  }
}

function unseenOf(subject: string, why: string): Unseen {
  return {code: 'vip audit', subject, why};
}

/** A finding that a rule makes on the host replaces the one with the same code made from the file alone. */
async function auditHere(here: Here): Promise<AuditedHost> {
  const looks = await Promise.all(HOST_RULES.map(rule => lookAt(rule, here)));
  const seen = joined(looks);
  const judged = new Set(HOST_RULES.filter((_, at) => looks[at]?.unseen.length === 0).map(({code}) => code));
  const {findings} = audit([here.node]);
  return {
    findings: [...findings.filter(({code}) => !judged.has(code)), ...seen.findings],
    unseen: seen.unseen,
  };
}

async function lookAt(rule: HostRule, here: Here): Promise<AuditedHost> {
  try {
    return {findings: (await rule.look(here)).map(draft => ruleFinding(rule, draft)), unseen: []};
  } catch (error) {
    if (!(error instanceof Blind)) throw error;
    return {findings: [], unseen: [{code: rule.code, subject: here.node.name, why: error.message}]};
  }
}

function joined(parts: readonly AuditedHost[]): AuditedHost {
  return {
    findings: parts.flatMap(({findings}) => findings),
    unseen: parts.flatMap(({unseen}) => unseen),
  };
}

function hasOneOf({config}: AuditNode, vips: readonly IpAddress[]): boolean {
  const own = new Set(config.instances.flatMap(addressesOf));
  return vips.length === 0 || vips.some(vip => own.has(vip));
}
