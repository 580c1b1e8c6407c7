/**
 * The stand-in for the native part while the code cache is made: an interface that accepts everything and sends nothing.
 *
 * @module
 */

const NOWHERE = {
  index: 1,
  name: 'nowhere',
  hardwareType: 1,
  flags: 0x11043, // IFF_LOWER_UP | IFF_MULTICAST | IFF_RUNNING | IFF_BROADCAST | IFF_UP, as an Ethernet interface with a carrier has
  address: '02:00:00:00:00:01',
  mtu: 1500,
  missed: 0,
};

/** Addresses of both families, so that both parsers are compiled. The first one is announced. */
const ADDRESSES = ['192.0.2.1', 'fe80::200:ff:fe00:1'].map(address => ({
  index: 1,
  address,
  prefixLength: 24,
}));

/** The part of `cap` that sending and giving up rights need. */
class Nowhere {
  readonly on = () => this;
  readonly open = () => 'ETHERNET';
  readonly precision = () => 'ns';
  readonly send = () => {};
  readonly close = () => true;
}

const ADDON = {
  Cap: Nowhere,
  holdCapabilities: () => {},
  confine: () => {},
  interfaces: () => [NOWHERE],
  addresses: () => ADDRESSES,
  now: () => 0n,
};

/** From now on, this is loaded in place of any addon. */
export function standInForWire(): void {
  process.dlopen = module => {
    (module as NodeJS.Module).exports = ADDON;
  };
}
