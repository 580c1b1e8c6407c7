/**
 * What stands for the native part while the code cache is made: an interface on which everything can be sent, and nothing is.
 *
 * @module
 */

import {createRequire} from 'node:module';

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
  static holdCapabilities = () => {};
  static confine = () => {};
  static interfaces = () => [NOWHERE];
  static now = () => 0n;
  readonly on = () => this;
  readonly open = () => 'ETHERNET';
  readonly precision = () => 'ns';
  readonly send = () => {};
  readonly close = () => true;
}

/** From now on, `program` finds this in place of `cap`. Without `cap`, it finds neither. */
export function standInForWire(program: string): void {
  const require = createRequire(program);
  try {
    const exports = {Cap: Nowhere};
    require.cache[require.resolve('cap')] = {exports, loaded: true} as unknown as NodeJS.Module;
  } catch {
    // Nothing can be sent on this machine anyway.
  }
}
