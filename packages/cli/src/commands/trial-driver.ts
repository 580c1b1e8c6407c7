/**
 * `--driver` and the options that belong to one: what moves the VIP in a trial.
 *
 * @module
 */

import {VipError} from '@vip/arp';
import {type Driver, execDriver, keepalivedDriver, ucarpDriver, vipDriver} from '@vip/core';
import type {TrialOptions} from './trial.js';

/** @throws VipError `BAD_ARGUMENT` */
export function chooseDriver(options: TrialOptions): Driver {
  const {
    driver = 'vip',
    garp,
    form,
    targetMac,
    config,
    advertInt,
    vrrp,
    nodeUp,
    nodeDown,
    nodeCmd,
    patience,
  } = options;
  switch (driver) {
    case 'vip':
      return vipDriver({
        announce: garp ? {form, ...(targetMac === undefined ? {} : {targetMac})} : undefined,
      });
    case 'keepalived':
      if (config !== undefined && (vrrp ?? advertInt) !== undefined) {
        refuse('--config: --vrrp and --advert-int are for our own configuration; leave them out');
      }
      if ((config?.length ?? 0) > 2) refuse('--config: expected one or two, the active and the passive node');
      return keepalivedDriver({
        configs: config === undefined ? undefined : [config[0] as string, config[1] ?? (config[0] as string)],
        advertInterval: advertInt === undefined ? undefined : advertInt / 1000,
        extra: vrrp,
      });
    case 'ucarp':
      return ucarpDriver;
    case 'exec':
      return execDriver({nodeUp, nodeDown, nodeCommand: nodeCmd, patienceMs: patience});
    default:
      refuse(`driver: expected vip, keepalived, ucarp or exec, got "${driver}"`);
  }
}

function refuse(problem: string): never {
  throw new VipError('BAD_ARGUMENT', problem);
}
