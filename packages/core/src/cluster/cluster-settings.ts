/**
 * The machines of a cluster as stations of a trial, and its record. Pure.
 *
 * @module
 */

import type {ClusterMachine, ClusterObserver, ClusterSettings, Station} from '@vip/analysis';
import {type IpAddress, type IpInterface, isOfIpv6, type MacAddress, VipError} from '@vip/arp';
import {NotSteady} from '../trial/steadiness.js';
import type {Examined} from './needs.js';
import {ownAddress} from './survey-text.js';

/**
 * The settings of one virtual IP: who holds it now, who may take it over, who observes.
 *
 * @throws VipError `NOT_POSSIBLE` when not exactly one machine holds it, or one has no address of its family
 */
export function clusterSettings(
  vip: IpAddress,
  vips: readonly IpAddress[],
  machines: readonly Examined[],
): ClusterSettings {
  const holders = machines.filter(({role}) => role === 'holder');
  const holding = holders.filter(machine => heldAddress(machine, vip) !== undefined);
  const [active] = holding;
  if (active === undefined || holding.length > 1) {
    const who =
      holding.map(({node}) => node).join(' and ') || `none of ${holders.map(({node}) => node).join(', ')}`;
    throw new NotSteady(`expected one machine to hold ${vip}, got ${who}`);
  }
  const [passive, ...others] = holders.filter(machine => machine !== active);
  const station = (machine: Examined) => stationOf(machine, vip, vips);
  return {
    vip: heldAddress(active, vip) as IpInterface,
    active: station(active),
    passive: station(passive as Examined),
    others: others.map(station),
    observers: machines
      .filter(({role}) => role === 'observer')
      .map(
        (machine): ClusterObserver => ({
          ...station(machine),
          nextHop: machine.facts.gateways.get(vip) ?? vip,
        }),
      ),
  };
}

function heldAddress({facts}: Examined, vip: IpAddress): IpInterface | undefined {
  return facts.addresses.find(({address}) => address.address === vip)?.address;
}

function stationOf({node, iface, facts}: Examined, vip: IpAddress, vips: readonly IpAddress[]): Station {
  const address = ownAddress(facts, iface, vip, vips);
  if (address === undefined) {
    const what = isOfIpv6(vip) ? 'an IPv6' : 'an IPv4';
    throw new VipError(
      'NOT_POSSIBLE',
      `${node}: expected ${what} address on ${iface} besides ${vip}, got none`,
    );
  }
  return {node, iface, mac: facts.mac as MacAddress, address};
}

/** A machine in the record of how a trial was measured. */
export function machineOf(
  {node, facts}: Examined,
  where: string,
  asks: Pick<ClusterMachine, 'asker' | 'intervalMs'>,
): ClusterMachine {
  return {node, where, kernel: facts.kernel, ...asks};
}
