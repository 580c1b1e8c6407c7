/**
 * Which options of `vip experiment` go together. What would be passed over without a word is refused.
 *
 * @module
 */

import {VipError} from '@vip/arp';

/** Any of these makes an experiment a trial. */
const MAKES_TRIAL = [
  ...[
    'driver',
    'fault',
    'maxOutage',
    'maxDark',
    'failOn',
    'junit',
    'dropGarp',
    'forwardDelay',
    'clientSysctl',
    'warmup',
  ],
  ...['config', 'advertInt', 'vrrp', 'nodeUp', 'nodeDown', 'nodeCmd'],
];

/** These say how a trial runs, and do not make one. */
const ONLY_IN_TRIAL = ['seed', 'settle', 'timeout', 'patience'];

/** These belong to the narrated failover and to the lessons. */
const NEVER_IN_TRIAL = ['parent', 'gateway', 'hold', 'teach', 'fast'];

/** What belongs to one driver. */
const DRIVER_OF: Readonly<Record<string, string>> = {
  config: 'keepalived',
  advertInt: 'keepalived',
  vrrp: 'keepalived',
  nodeUp: 'exec',
  nodeDown: 'exec',
  nodeCmd: 'exec',
  patience: 'exec',
  garp: 'vip',
  form: 'vip',
  targetMac: 'vip',
};

/**
 * @param given the names of the options that stand on the command line
 * @param isFailover whether it is the failover, and no lesson
 * @returns whether it is a trial
 * @throws VipError `BAD_ARGUMENT` for an option that has no meaning beside the others
 */
export function checkTrialOptions(
  given: readonly string[],
  driver: string | undefined,
  isFailover: boolean,
): boolean {
  const trialOption = given.find(option => MAKES_TRIAL.includes(option));
  const only = given.find(option => ONLY_IN_TRIAL.includes(option));
  if (!isFailover) {
    const stray = trialOption ?? only;
    if (stray !== undefined) refuse(stray, 'it is for trials of the failover, not for lessons');
    return false;
  }
  if (trialOption === undefined) {
    if (only !== undefined) refuse(only, 'it is for trials: add --driver, --fault or --max-outage');
    if (given.includes('runs')) refuse('runs', 'the narrated failover runs once: add --driver vip');
    return false;
  }
  const never = given.find(option => NEVER_IN_TRIAL.includes(option));
  if (never !== undefined) refuse(never, `it is not for trials (${flag(trialOption)})`);
  for (const option of given) {
    const owner = DRIVER_OF[option];
    if (owner !== undefined && owner !== (driver ?? impliedDriver(given))) {
      refuse(option, `it is for --driver ${owner}`);
    }
  }
  return true;
}

/** The driver that the options speak of when none is named. */
export function impliedDriver(given: readonly string[]): string {
  const owners = given.map(option => DRIVER_OF[option]).filter(owner => owner !== undefined);
  return owners[0] ?? 'vip';
}

function refuse(option: string, problem: string): never {
  throw new VipError('BAD_ARGUMENT', `${flag(option)}: ${problem}`);
}

/** As it is written: `--advert-int`, `--no-garp`. */
function flag(option: string): string {
  if (option === 'garp') return '--no-garp';
  return `--${option.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`;
}
