/** All transforms by name. */

import {cooked} from './cooked.js';
import {doubled} from './doubled.js';
import {fourfold} from './fourfold.js';
import {lagged} from './lagged.js';
import {cookedOnBond, onBond} from './on-bond.js';
import {cookedOnBridge, onBridge, onVlanInterface} from './on-bridge.js';
import {cut, mixed, shifted, snapped, snappedShort} from './plain.js';
import {taggedTwice} from './tagged-twice.js';
import type {Transform} from './transform.js';
import {twoPorts} from './two-ports.js';

export const TRANSFORMS: Readonly<Record<string, Transform>> = {
  shifted,
  doubled,
  lagged,
  fourfold,
  mixed,
  cut,
  snapped,
  snappedShort,
  cooked,
  taggedTwice,
  twoPorts,
  onBridge,
  onVlanInterface,
  cookedOnBridge,
  onBond,
  cookedOnBond,
};
