/**
 * Conditions that the lab's addresses must meet for the narration to be true. Pure.
 *
 * @module
 */

import {
  formatIpInterface,
  type IpAddress,
  type IpInterface,
  ipFamilyOf,
  isInNetwork,
  VipError,
} from '@vip/arp';
import {FAR} from '../topology/observers/registry.js';
import type {LabSettings} from './stations.js';

/**
 * @param isApart whether the VIP may be outside every network, because the router has a route to it
 * @throws VipError `BAD_ARGUMENT` with the addresses that contradict each other
 */
export function checkSettings(settings: LabSettings, isApart = false): void {
  const {vip, ...stations} = settings;
  const all = Object.values(stations);
  const far = FAR.flat().map(name => settings[name]);
  const onLink = all.filter(station => !far.includes(station));
  const stray = all.find(({address}) => ipFamilyOf(address.address) !== ipFamilyOf(vip.address));
  if (stray !== undefined)
    refuse(
      `${stray.node}: expected an ${ipFamilyOf(vip.address)} address like the VIP, got ${stray.address.address}`,
    );
  for (const {node, address} of onLink) {
    if (!isApart) refuseUnlessIn(address, vip.address, `${node}: expected a network that holds the VIP`);
    refuseUnlessIn(
      address,
      stations.router.address.address,
      `${node}: expected a network that holds the router`,
    );
  }
  for (const [gateway, name] of FAR) {
    const {[gateway]: side, [name]: station} = settings;
    if (!isInNetwork(station.address.address, side.address))
      refuse(`${station.node}: expected an address in the router's ${formatIpInterface(side.address)}`);
    if (isInNetwork(station.address.address, vip))
      refuse(`${station.node}: expected an address outside the network of the VIP`);
  }
  refuseTwice([vip.address, ...all.map(({address}) => address.address)], 'address');
  refuseTwice(
    all.map(({mac}) => mac),
    'MAC',
  );
}

function refuseUnlessIn(network: IpInterface, address: IpAddress, expected: string): void {
  if (!isInNetwork(address, network)) refuse(`${expected} ${address}, got ${formatIpInterface(network)}`);
}

function refuseTwice(values: readonly string[], what: string): void {
  const twice = values.find((value, index) => values.indexOf(value) !== index);
  if (twice !== undefined) refuse(`expected every ${what} once, got ${twice} twice`);
}

function refuse(problem: string): never {
  throw new VipError('BAD_ARGUMENT', `settings: ${problem}`);
}
