/**
 * The place of a trial: as the options say, or with the interfaces and addresses of the user's own configurations.
 *
 * @module
 */

import type {LabSettings} from '@vip/analysis';
import {DEFAULT_SETTINGS, USUAL_TOPOLOGY} from '@vip/analysis/internal';
import type {Driver, TrialOptions as RunOptions} from '@vip/core';
import {type ConfigLab, configLab} from '@vip/core/internal';
import type {TrialCommandOptions} from '../grammar/trial.js';
import {type RunPlace, readFamilies} from './settings.js';

type TrialPlace = RunPlace &
  Pick<RunOptions, 'furtherLinks' | 'more'> &
  Partial<Pick<ConfigLab, 'unmeasured'>>;

/** @throws VipError as `readFamilies` */
export function trialPlace(options: TrialCommandOptions, driver: Driver): TrialPlace {
  const said = readFamilies(options, USUAL_TOPOLOGY.trial);
  const {config, vip, set, topology, family} = options;
  // Other topologies have interfaces of their own.
  if (config === undefined || said.topology !== USUAL_TOPOLOGY.trial) return said;
  const configured = configLab(driver.auditNodes?.(DEFAULT_SETTINGS) ?? []);
  if (configured === undefined) return said;
  const areAddressesSaid = [vip, set, topology, family].some(value => value !== undefined);
  if (!areAddressesSaid) return {...configured, topology: said.topology};
  const {settings, second, topology: name} = said;
  return {
    settings: withInterfaces(settings, configured),
    ...(second === undefined ? {} : {second: withInterfaces(second, configured)}),
    topology: name,
    furtherLinks: configured.furtherLinks,
  };
}

function withInterfaces(
  settings: LabSettings,
  {settings: {active, passive}}: Pick<ConfigLab, 'settings'>,
): LabSettings {
  return {
    ...settings,
    active: {...settings.active, iface: active.iface},
    passive: {...settings.passive, iface: passive.iface},
  };
}
