/**
 * What stands for the native part while the code cache is made: an interface on which everything can be sent, and nothing is.
 *
 * @module
 */

/** It is down, so that nobody looks for its addresses; `cap` has these of the kernel. */
const NOWHERE = {
  index: 1,
  name: 'nowhere',
  hardwareType: 1,
  flags: 0,
  address: '02:00:00:00:00:01',
  mtu: 1500,
  missed: 0,
};

/** As much of `cap` as sending takes, and giving up rights. */
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
  now: () => 0n,
};

/** From now on this is found in place of any addon. */
export function standInForWire(): void {
  process.dlopen = module => {
    (module as NodeJS.Module).exports = ADDON;
  };
}
