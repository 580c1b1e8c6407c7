/**
 * A kind of observer: the place of a station that uses the VIP, and its addresses. Pure.
 *
 * @module
 */

import type {IpFamily} from '@vip/arp';

/** An interface of a lab before it is given the user's addresses. */
export interface UsualStation {
  /** Its name in the settings; in `--set`, the words are joined by hyphens (`router-remote.ip`). */
  readonly name: string;
  /** What it is, for documentation. */
  readonly means: string;
  readonly node: string;
  readonly iface: string;
  readonly mac: string;
  /** Its address with prefix length, in each family. */
  readonly addresses: Readonly<Record<IpFamily, string>>;
}

/**
 * The place of an observer: on the VIP's network, where its own cache decides where its packets go; as the
 * gateway of that network; or behind the gateway, whose cache then decides.
 */
export type ObserverPlace = 'segment' | 'gateway' | 'behind-gateway';

/**
 * A kind of observer: one object in a file of its own, listed in `all.ts`. Settings, `--set`, the plan and the wiring of the lab, roles, reports
 * and documentation come from it.
 */
export interface ObserverKind extends UsualStation {
  readonly place: ObserverPlace;
  /** For an observer behind the gateway: the gateway's interface that leads to it. */
  readonly gateway?: UsualStation;
}
