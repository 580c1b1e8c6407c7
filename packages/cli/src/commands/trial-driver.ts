/**
 * `--driver` and the options that belong to one: what moves the VIP in a trial.
 *
 * @module
 */

import {VipError} from '@vip/arp';
import {DRIVERS, type Driver, type DriverOptions} from '@vip/core';
import {benchNodes} from '@vip/core/internal';
import {chosenFamilies} from '../families.js';
import type {TrialCommandOptions} from '../grammar/trial.js';
import {CONFIG, DRIVER, VRRP} from '../options/driver.js';
import {blaming} from '../options/option.js';
import {announcingFrom} from './announcing.js';

/** @throws VipError `BAD_ARGUMENT` that names the option, `FILE_FAILED` for a configuration that cannot be read */
export function chooseDriver({driver = 'vip', ...options}: TrialCommandOptions): Driver {
  const make = () => DRIVERS[driver].make(driverOptions(options));
  if (options.vrrp !== undefined) return blaming(VRRP, make);
  return options.config === undefined ? blaming(DRIVER, make, driver) : blaming(CONFIG, make);
}

/** The options of all drivers; the grammar has refused those that this one does not read. */
function driverOptions(options: TrialCommandOptions): DriverOptions {
  const {garp, form, targetMac, override, dad, advertInt, vrrp, nodeUp, nodeDown, nodeCmd, patience} =
    options;
  return {
    announce: garp ? announcingFrom({form, targetMac, override}, chosenFamilies(options)) : undefined,
    detects: dad,
    ...configsFor(options),
    advertInterval: advertInt === undefined ? undefined : advertInt / 1000,
    extra: vrrp,
    nodeUp,
    nodeDown,
    nodeCommand: nodeCmd,
    patienceMs: patience,
  };
}

/** If a fault makes checks fail, the lab replaces and controls them. */
function configsFor({config, fault}: TrialCommandOptions): Pick<DriverOptions, 'configs' | 'audited'> {
  const configs = bothConfigs(config);
  const isOurs = fault?.name === 'checks-fail' || fault?.name === 'checks-fail-both';
  return configs !== undefined && isOurs ? {audited: benchNodes(configs)} : {configs};
}

function bothConfigs(files: TrialCommandOptions['config']): DriverOptions['configs'] {
  const [active, passive = active, ...more] = files ?? [];
  if (active === undefined || passive === undefined) return undefined;
  if (more.length > 0)
    throw new VipError('BAD_ARGUMENT', 'config: expected one or two, the active and the passive node');
  return [active, passive];
}
