/**
 * Nodes that both keep advertising one router, so that one of them does not yield.
 *
 * @module
 */

import {ipToNumber} from '@vip/arp';
import type {RouterProtocol} from '../../claims/advert.js';
import {isLasting} from '../../claims/rivalry.js';
import type {Rivalry, RouterFacts} from '../../claims/router-facts.js';
import type {RouterVoices, Voice} from './hear.js';

export interface Dispute {
  /** The node that should have yielded, and the other. */
  readonly lower: Voice;
  readonly higher: Voice;
  readonly rivalry: Rivalry;
  readonly protocol: RouterProtocol;
}

/** Disputes between nodes, including a sender that may be a node whose file was not given. */
export function disputesOf({own, strangers}: RouterVoices, records: readonly RouterFacts[]): Dispute[] {
  const voices: readonly Voice[] = [...own, ...strangers.filter(({isAlike}) => isAlike)];
  return records.flatMap(record => {
    const there = voices.filter(({network, vrid}) => network === record.network && vrid === record.id);
    return record.rivalries
      .filter(rivalry => isLasting(rivalry, record.intervalNs))
      .flatMap(rivalry => disputeOf(record.protocol, rivalry, there) ?? []);
  });
}

function disputeOf(
  protocol: RouterProtocol,
  rivalry: Rivalry,
  voices: readonly Voice[],
): Dispute | undefined {
  const [one, other] = [rivalry.master, rivalry.rival].map(ip =>
    voices.find(({speaker}) => speaker.router === ip),
  );
  if (one === undefined || other === undefined) return undefined;
  const [higher, lower] = isAbove(one, other) ? [one, other] : [other, one];
  return {higher, lower, rivalry, protocol};
}

/** The higher priority wins, then the higher address (RFC 9568 section 6.4.3). */
function isAbove({speaker: one}: Voice, {speaker: other}: Voice): boolean {
  if (one.priority !== other.priority) return one.priority > other.priority;
  return ipToNumber(one.router) > ipToNumber(other.router);
}
