/**
 * All faults, in the order in which they are listed.
 *
 * @module
 */

import {addressRemoved} from './address-removed.js';
import {bootPulse} from './boot-pulse.js';
import {checksFail, checksFailBoth} from './checks-fail.js';
import {cutOneAddress} from './cut-one-address.js';
import {failback} from './failback.js';
import type {FaultKind} from './fault-kind.js';
import {freeze} from './freeze.js';
import {heartbeatCut} from './heartbeat-cut.js';
import {interswitchCut} from './interswitch-cut.js';
import {kill} from './kill.js';
import {linkDown} from './link-down.js';
import {muteRx} from './mute-rx.js';
import {muteTx} from './mute-tx.js';
import {nodeCrash} from './node-crash.js';
import {oldPortLate} from './old-port-late.js';
import {partition} from './partition.js';
import {permanentNeighbour} from './permanent-neighbour.js';
import {publicCut} from './public-cut.js';
import {publicUnplugged} from './public-unplugged.js';
import {reload} from './reload.js';
import {reloadChanged} from './reload-changed.js';
import {rogue} from './rogue.js';
import {routeLost} from './route-lost.js';
import {serviceDown} from './service-down.js';
import {start} from './start.js';
import {stop} from './stop.js';
import {switchOver} from './switch-over.js';
import {switchSticky} from './switch-sticky.js';

const ALL = [
  linkDown,
  nodeCrash,
  kill,
  stop,
  serviceDown,
  checksFail,
  checksFailBoth,
  reload,
  reloadChanged,
  freeze,
  partition,
  muteRx,
  muteTx,
  failback,
  oldPortLate,
  bootPulse,
  addressRemoved,
  routeLost,
  permanentNeighbour,
  switchSticky,
  heartbeatCut,
  publicCut,
  publicUnplugged,
  interswitchCut,
  cutOneAddress,
  rogue,
  start,
  switchOver,
] as const;

export type FaultName = (typeof ALL)[number]['name'];

/** Every fault by its name. */
export const FAULTS = Object.fromEntries(ALL.map(kind => [kind.name, kind])) as Readonly<
  Record<FaultName, FaultKind>
>;

export function kindOf(name: FaultName): FaultKind {
  return FAULTS[name];
}

/** The kind of a fault as the user wrote it, `freeze:2s`; undefined for one that another version knew. */
export function kindWritten(text: string): FaultKind | undefined {
  const [name = ''] = text.split(':');
  return Object.hasOwn(FAULTS, name) ? FAULTS[name as FaultName] : undefined;
}
