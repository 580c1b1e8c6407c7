/**
 * What the audit says of the configuration of keepalived on this host.
 *
 * @module
 */

import {audit} from '../audit/audit.js';
import type {Finding} from '../findings/finding.js';
import type {Unseen} from './check.js';
import {managersOf} from './daemons.js';
import type {Host} from './host/host.js';

/** Of each keepalived that runs here: alone, since its peers' files are elsewhere. */
export async function auditOf(
  host: Host,
): Promise<{readonly findings: readonly Finding[]; readonly unseen: readonly Unseen[]}> {
  const daemons = (await managersOf(host)).filter(({name}) => name === 'keepalived');
  return {
    findings: daemons.flatMap(({node}) => (node === undefined ? [] : audit([node]).findings)),
    unseen: daemons.flatMap(({name, unread}) =>
      unread === undefined ? [] : [{code: 'vip audit', subject: name, why: unread}],
    ),
  };
}
