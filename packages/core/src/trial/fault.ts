/**
 * The fault of a trial, as the user names it.
 *
 * @module
 */

import type {LabSettings, Offer} from '@vip/analysis';
import {durationWord, notAmong, type TopologyKind, topologiesWith} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import type {Driver, Requirement} from './driver.js';
import type {FaultKind} from './faults/fault-kind.js';
import {FAULTS, type FaultName} from './faults/registry.js';

/** A fault defined by the calling program. It has no findings: a reader of the saved run does not know it. */
export type OwnFault = Omit<FaultKind, 'findings'>;

/** The fault of a trial, by its name. */
export interface Fault {
  /** One of `FAULTS`, or the name of a fault of a program's own. */
  readonly name: string;
  /** The program's own fault; absent for one of `FAULTS`. */
  readonly own?: OwnFault;
  /** When it is repaired, in milliseconds after it began; absent if it is not repaired automatically. */
  readonly durationMs?: number;
}

/**
 * `freeze`, `freeze:2s`.
 *
 * @param parseDuration text to milliseconds
 * @throws VipError `BAD_ARGUMENT`
 */
export function parseFault(text: string, parseDuration: (text: string) => number): Fault {
  const [name = '', duration] = text.split(':');
  if (!Object.hasOwn(FAULTS, name))
    throw new VipError('BAD_ARGUMENT', notAmong('fault', Object.keys(FAULTS), name));
  const standard = faultOf(name as FaultName);
  if (duration === undefined) return standard;
  if (standard.durationMs === undefined)
    throw new VipError('BAD_ARGUMENT', `fault: ${name} takes no duration, got "${text}"`);
  return {...standard, durationMs: parseDuration(duration)};
}

/** A fault with its default duration. */
export function faultOf(name: FaultName): Fault {
  const {durationMs} = FAULTS[name];
  return durationMs === undefined ? {name} : {name, durationMs};
}

/** The kind of a fault. */
export function faultKindOf({name, own}: Pick<Fault, 'name' | 'own'>): FaultKind {
  return own ?? FAULTS[name as FaultName];
}

const FAULT_NAME = /^[a-z][a-z0-9-]*$/;

/**
 * A fault of a program's own, with its default duration.
 *
 * @throws VipError `BAD_ARGUMENT` for a malformed name, or one that another fault has
 */
function ownFault(own: OwnFault): Fault {
  const {name, durationMs} = own;
  if (!FAULT_NAME.test(name) || Object.hasOwn(FAULTS, name))
    throw new VipError(
      'BAD_ARGUMENT',
      `fault: expected a new name of a-z, 0-9 and -, got ${JSON.stringify(name)}`,
    );
  return durationMs === undefined ? {name, own} : {name, own, durationMs};
}

/**
 * The fault of a trial's options.
 *
 * @throws VipError `BAD_ARGUMENT`
 */
export function chosenFault(chosen: Fault | OwnFault | undefined, driver: Driver): Fault {
  if (chosen === undefined) return defaultFault(driver);
  return 'ready' in chosen ? ownFault(chosen) : chosen;
}

/** The inverse of `parseFault`: `freeze`, or `freeze:2s` if that is not the fault's default duration. */
export function formatFault(fault: Fault): string {
  const {name, durationMs} = fault;
  return durationMs === undefined || durationMs === faultKindOf(fault).durationMs
    ? name
    : `${name}:${durationWord(durationMs)}`;
}

/**
 * The settings of a trial: with the stations that the fault alone needs, as the topology arranges them.
 *
 * @throws VipError `BAD_ARGUMENT` when the networks have no address left for them
 */
export function trialSettings(settings: LabSettings, fault: Fault, kind?: TopologyKind): LabSettings {
  const populated = faultKindOf(fault).populate?.(settings) ?? settings;
  return kind?.arrange?.(populated) ?? populated;
}

/** The default fault for a trial of this driver. */
export function defaultFault({takeOver}: Driver): Fault {
  return faultOf(takeOver === undefined ? 'link-down' : 'switch-over');
}

/**
 * Refuses combinations of driver and fault that make no trial, before anything is built.
 *
 * @returns the driver with what the fault needs
 * @throws VipError `BAD_ARGUMENT` with the reason
 */
export function driverFor(driver: Driver, fault: Fault): Driver {
  const {refuses, requires} = faultKindOf(fault);
  const refuse = (reason: string) => new VipError('BAD_ARGUMENT', `fault ${fault.name}: ${reason}`);
  const reason = refuses?.(driver);
  if (reason !== undefined) throw refuse(reason);
  if (requires === undefined) return driver;
  const fitting = driver.requiring?.(requires);
  if (fitting === undefined) throw refuse(LACKS[requires](driver.name));
  return fitting;
}

/**
 * Refuses a fault that needs a part which the topology lacks, before anything is built.
 *
 * @param isOfBoth whether the trial is of two addresses
 * @throws VipError `BAD_ARGUMENT` with the reason
 */
export function checkFaultIn(kind: TopologyKind, fault: Fault, isOfBoth: boolean): void {
  const {needs, excludes, isOfGroup} = faultKindOf(fault);
  const refuse = (reason: string) => new VipError('BAD_ARGUMENT', `fault ${fault.name}: ${reason}`);
  if (isOfGroup === true && !isOfBoth) throw refuse('expected a group of two addresses; use --family both');
  if (needs !== undefined && !kind.offers.includes(needs))
    throw refuse(`topology ${kind.name} ${WITHOUT[needs]}; use ${topologiesWith(needs).join(', ')}`);
  if (excludes !== undefined && kind.offers.includes(excludes.offer))
    throw refuse(`topology ${kind.name}: ${excludes.because}`);
}

/**
 * Refuses a driver that cannot move the address in the topology.
 *
 * @throws VipError `BAD_ARGUMENT` with the reason
 */
export function checkDriverIn(kind: TopologyKind, driver: Driver): void {
  const reason = unfitFor(driver, kind);
  if (reason !== undefined)
    throw new VipError('BAD_ARGUMENT', `topology ${kind.name}: driver ${driver.name} ${reason}`);
}

function unfitFor(driver: Driver, {offers}: TopologyKind): string | undefined {
  if (driver.takeOver !== undefined && !offers.includes('two-holders'))
    return 'gives the address to the other node before the first releases it, which ipvlans on one interface do not allow; use keepalived';
  return offers.includes('heartbeat-network') ? driver.withoutHeartbeatNetwork : undefined;
}

const WITHOUT: Readonly<Record<Offer, string>> = {
  'own-port': 'has no switch port for each node',
  'heartbeat-network': 'has no separate network for the heartbeat',
  'interswitch-link': 'has one switch only',
  'two-holders': 'does not allow two nodes to have the address at once',
};

const LACKS: Readonly<Record<Requirement, (driver: string) => string>> = {
  'checked-service': driver => `driver ${driver} checks no service; use keepalived, or exec with --node-cmd`,
  'virtual-mac': driver => `driver ${driver} has no virtual MAC; use keepalived or frr`,
};
