/**
 * The children of the parent, made and removed, and the switch's hairpin.
 *
 * @module
 */

import {SWITCH, UPLINK} from '@vip/analysis/internal';
import {formatIpInterface} from '@vip/arp';
import {addressed, type MacvlanMode, macvlan, up} from '../../lab/building-blocks.js';
import {HOST} from '../../lab/plan.js';
import {CommandError} from '../../process.js';
import type {LessonStation} from '../lesson.js';
import type {Workshop} from '../workshop.js';
import {type Cast, WIRE} from './cast.js';

/** Returns whether the second child could be created too. */
export async function addChildren(
  {lab}: Workshop,
  {child, sibling}: Cast,
  mode: MacvlanMode,
): Promise<boolean> {
  await lab.batch(HOST, [macvlan(child, UPLINK, mode)]);
  // `passthru` keeps the parent's MAC; setting another one is refused by some kernels and of no use here.
  await lab.batch(child.node, mode === 'passthru' ? keepMac(child) : addressed([child]));
  try {
    await lab.run(HOST, ['ip', ...macvlan(sibling, UPLINK, mode)]);
  } catch (error) {
    if (error instanceof CommandError) return false;
    throw error;
  }
  await lab.batch(sibling.node, addressed([sibling]));
  return true;
}

function keepMac({iface, address}: LessonStation) {
  return [...up(iface), ['addr', 'add', formatIpInterface(address), 'dev', iface]];
}

export async function removeChildren({lab}: Workshop, {child, sibling}: Cast): Promise<void> {
  await Promise.all(
    [child, sibling].map(async ({node, iface}) => {
      await lab.run(node, ['ip', 'link', 'delete', 'dev', iface]).catch((error: unknown) => {
        if (!(error instanceof CommandError)) throw error; // the second child, which passthru refused
      });
    }),
  );
}

export async function setHairpin({lab}: Workshop, on: boolean): Promise<void> {
  const state = on ? 'on' : 'off';
  await lab.batch(SWITCH, [['link', 'set', WIRE.iface, 'type', 'bridge_slave', 'hairpin', state]]);
}
