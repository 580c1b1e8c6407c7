/**
 * Conditions on the lab's addresses without which the narration would not be true. Pure.
 *
 * @module
 */

import {formatIpv4Interface, type Ipv4Address, type Ipv4Interface, isInNetwork, VipError} from '@vip/arp';
import type {LabSettings} from './stations.js';

/** @throws VipError `BAD_ARGUMENT` with the addresses that contradict each other */
export function checkSettings({vip, routerRemote, remote, ...stations}: LabSettings): void {
  const onLink = Object.values(stations);
  for (const {node, address} of onLink) {
    refuseUnlessIn(address, vip.address, `${node}: expected a network that holds the VIP`);
    refuseUnlessIn(
      address,
      stations.router.address.address,
      `${node}: expected a network that holds the router`,
    );
  }
  if (!isInNetwork(remote.address.address, routerRemote.address)) {
    refuse(`remote: expected an address in the router's ${formatIpv4Interface(routerRemote.address)}`);
  }
  if (isInNetwork(remote.address.address, vip))
    refuse('remote: expected an address outside the network of the VIP');
  const all = [...onLink, routerRemote, remote];
  refuseTwice([vip.address, ...all.map(({address}) => address.address)], 'address');
  refuseTwice(
    all.map(({mac}) => mac),
    'MAC',
  );
}

function refuseUnlessIn(network: Ipv4Interface, address: Ipv4Address, expected: string): void {
  if (!isInNetwork(address, network)) refuse(`${expected} ${address}, got ${formatIpv4Interface(network)}`);
}

function refuseTwice(values: readonly string[], what: string): void {
  const twice = values.find((value, index) => values.indexOf(value) !== index);
  if (twice !== undefined) refuse(`expected every ${what} once, got ${twice} twice`);
}

function refuse(problem: string): never {
  throw new VipError('BAD_ARGUMENT', `settings: ${problem}`);
}
