/**
 * What tells machines by which router to send: redirects and router advertisements, by the MAC that they come from. Bounded.
 *
 * @module
 */

import {addressOfKey, DecodeError, macOfNumber} from '@vip/arp';
import {decodeRouteNotice, isRouteNotice, type RouteNotice} from '@vip/arp/internal';
import type {CaptureClock} from '../../capture/capture-clock.js';
import type {SeenView} from '../../capture/seen-view.js';
import type {Open} from '../../collections/open.js';
import type {Redirect} from '../capture-facts.js';
import type {NetworkName} from '../frames/networks.js';
import type {SnappedFrames} from '../frames/snapped-frames.js';

const MAX_REDIRECTS = 256;

export class Redirects {
  readonly #all = new Map<string, Open<Redirect>>();
  readonly #clock: CaptureClock;
  readonly #snapped: SnappedFrames;

  constructor(clock: CaptureClock, snapped: SnappedFrames) {
    this.#clock = clock;
    this.#snapped = snapped;
  }

  get all(): Redirect[] {
    return [...this.#all.values()];
  }

  take(view: SeenView, of: NetworkName): void {
    const mac = macOfNumber(view.sourceMac);
    const notice = noticeIn(view);
    if (notice === undefined && view.isTruncated) this.#snapped.note(of, view.ipVersion);
    if (mac === undefined || notice === undefined) return;
    const {text: network} = of;
    const mark = this.#clock.mark(view.ns, view.frame);
    const router = addressOfKey(view.source);
    const key = `${network} ${mac} ${router} ${notice.about ?? ''}`;
    const known = this.#all.get(key);
    if (known !== undefined) {
      known.last = mark;
      known.count++;
    } else if (this.#all.size < MAX_REDIRECTS)
      this.#all.set(key, {...{network, mac, router, notice}, first: mark, last: mark, count: 1});
  }
}

/** Whether a packet is a redirect or a router's advertisement. */
export function isRedirect({transport, icmpType}: SeenView): boolean {
  if (transport === 'icmp') return isRouteNotice(icmpType, 'IPv4');
  return transport === 'icmpv6' && isRouteNotice(icmpType, 'IPv6');
}

/** Undefined if the snap length cut it off, or it is damaged. */
function noticeIn({ipVersion, transportOctets}: SeenView): RouteNotice | undefined {
  try {
    return decodeRouteNotice(transportOctets, ipVersion === 4 ? 'IPv4' : 'IPv6');
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}
