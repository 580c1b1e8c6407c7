/**
 * The stations of the failover lab, and their addresses.
 *
 * @module
 */

import {
  type IpAddress,
  type IpFamily,
  type IpInterface,
  type Ipv4Address,
  ipFamilyOf,
  type MacAddress,
  VipError,
} from '@vip/arp';
import type {ObservingStation} from '../topology/observers/registry.js';

export {HOST, SWITCH, UPLINK} from './node-names.js';

/** An interface of the lab: its node and its addresses. */
export interface Station<A extends IpAddress = IpAddress> {
  /** The network namespace. */
  readonly node: string;
  readonly iface: string;
  readonly mac: MacAddress;
  readonly address: IpInterface<A>;
}

/** A virtual IP, and the stations between which it moves. */
export interface MovingAddress<A extends IpAddress = IpAddress> {
  readonly vip: IpInterface<A>;
  /** The initial holder of the VIP. */
  readonly active: Station<A>;
  /** The station that takes over the VIP. */
  readonly passive: Station<A>;
  /** A third machine that claims the VIP, if there is one. */
  readonly rogue?: Station<A>;
}

/** A machine of a cluster that pings the VIP. */
export interface ClusterObserver extends Station {
  /** The next hop of its packets to the VIP: the VIP itself, or a gateway. */
  readonly nextHop: IpAddress;
}

/** A virtual IP of an existing cluster, and the machines that take part in a trial of it. */
export interface ClusterSettings extends MovingAddress {
  /** Further machines that may take over. */
  readonly others: readonly Station[];
  readonly observers: readonly ClusterObserver[];
}

/** The stations that use the VIP, each by the name of its kind, and the far side of the gateway. */
type ObservingStations<A extends IpAddress> = {readonly [Name in ObservingStation]: Station<A>};

/** All addresses of the lab in one family. A lab of both families has two such sets, for the same nodes. */
export interface LabSettings<A extends IpAddress = IpAddress> extends MovingAddress<A>, ObservingStations<A> {
  /** The holders' interfaces on a separate heartbeat network, in a topology that has one. */
  readonly activeHeartbeat?: Station<A>;
  readonly passiveHeartbeat?: Station<A>;
}

/** The interface on which a holder hears the other: its own, unless there is a heartbeat network. */
export function heartbeatOf(settings: LabSettings, {node}: Pick<Station, 'node'>): Station {
  const {active, passive, activeHeartbeat, passiveHeartbeat} = settings;
  return node === active.node ? (activeHeartbeat ?? active) : (passiveHeartbeat ?? passive);
}

/** The addresses of a trial, in a lab or in an existing cluster. */
export type TrialSettings = LabSettings | ClusterSettings;

/** Whether a trial is of an existing cluster. */
export function isCluster(settings: TrialSettings): settings is ClusterSettings {
  return 'observers' in settings;
}

/** The stations that may take turns at holding the VIP; a lab has only two. */
interface Contended<A extends IpAddress> extends Pick<MovingAddress<A>, 'active' | 'passive'> {
  readonly others?: readonly Station<A>[];
}

/** The stations that have a right to the VIP, its initial holder first. */
export function contenders<A extends IpAddress>({
  active,
  passive,
  others = [],
}: Contended<A>): readonly Station<A>[] {
  return [active, passive, ...others];
}

/** The stations that may have the VIP, or claim to. */
export function claimants<A extends IpAddress>(
  settings: Contended<A> & Pick<MovingAddress<A>, 'rogue'>,
): readonly Station<A>[] {
  const {rogue} = settings;
  return [...contenders(settings), ...(rogue === undefined ? [] : [rogue])];
}

/** The stations that every lab has. */
export type StationName = 'active' | 'passive' | ObservingStation;

/** The family of the settings' addresses. */
export function settingsFamily({vip}: Pick<MovingAddress, 'vip'>): IpFamily {
  return ipFamilyOf(vip.address);
}

/**
 * The settings for something that concerns ARP alone.
 *
 * @param what needs them, for the error message
 * @throws VipError `BAD_ARGUMENT` if they are IPv6
 */
export function ipv4Settings(settings: LabSettings, what: string): LabSettings<Ipv4Address> {
  if (settingsFamily(settings) === 'IPv4') return settings as LabSettings<Ipv4Address>;
  throw new VipError('BAD_ARGUMENT', `${what}: expected an IPv4 address, got ${settings.vip.address}`);
}
