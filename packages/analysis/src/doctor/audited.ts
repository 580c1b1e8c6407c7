/**
 * What the audit says of the configuration of keepalived on this host.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import {audit} from '../audit/audit.js';
import {type AuditNode, addressesOf} from '../audit/cluster.js';
import type {Finding} from '../findings/finding.js';
import type {Unseen} from './check.js';
import {managersOf, stoppedKeepalived} from './daemons.js';
import type {Host} from './host/host.js';
import {Blind} from './host/reader.js';

export interface Audited {
  readonly findings: readonly Finding[];
  readonly unseen: readonly Unseen[];
}

/**
 * Of each keepalived that runs here: alone, since its peers' files are elsewhere. Where none runs, of the file that it would read when
 * it is started, if that has one of the addresses.
 *
 * @param vips the addresses that are looked at; none: any
 */
export async function auditOf(host: Host, vips: readonly IpAddress[]): Promise<Audited> {
  const daemons = (await managersOf(host)).filter(({name}) => name === 'keepalived');
  if (daemons.length === 0) return auditOfStopped(host, vips);
  return {
    findings: daemons.flatMap(({node}) => (node === undefined ? [] : audit([node]).findings)),
    unseen: daemons.flatMap(({name, unread}) =>
      unread === undefined ? [] : [{code: 'vip audit', subject: name, why: unread}],
    ),
  };
}

async function auditOfStopped(host: Host, vips: readonly IpAddress[]): Promise<Audited> {
  try {
    const node = await stoppedKeepalived(host);
    const isMeant = node !== undefined && hasOneOf(node, vips);
    return {findings: isMeant ? audit([node]).findings : [], unseen: []};
  } catch (error) {
    if (!(error instanceof Blind)) throw error;
    return {findings: [], unseen: [{code: 'vip audit', subject: 'keepalived', why: error.message}]};
  }
}

function hasOneOf({config}: AuditNode, vips: readonly IpAddress[]): boolean {
  const own = new Set(config.instances.flatMap(addressesOf));
  return vips.length === 0 || vips.some(vip => own.has(vip));
}
