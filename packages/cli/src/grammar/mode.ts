/**
 * The modes of a command, and the options that each reads. An option that would be silently ignored is refused by name.
 *
 * @module
 */

import type {CommandUnknownOpts} from '@commander-js/extra-typings';
import {VipError} from '@vip/arp';
import {type AnyOption, asTyped} from '../options/option.js';

/** What was typed. */
export interface Called {
  readonly args: readonly unknown[];
  /** The value of an option, its default included. */
  readonly value: (option: AnyOption) => unknown;
  /** Whether an option is on the command line. */
  readonly given: (option: AnyOption) => boolean;
}

/** A mode of a command: it reads either these options, or all but those. */
export interface Mode {
  /** As it is typed: `vip capture FILE`, `vip garp without --verify`. */
  readonly call: string;
  readonly when: (called: Called) => boolean;
  readonly reads?: readonly AnyOption[];
  readonly except?: readonly AnyOption[];
  /** The remedy for options that it does not read, if it is the same for all. */
  readonly remedy?: string;
}

export function doesRead({reads, except = []}: Mode, option: AnyOption): boolean {
  return reads === undefined ? !except.includes(option) : reads.includes(option);
}

/**
 * Refuses an option that the command does not read in one of the modes in which it is called.
 *
 * @throws VipError `BAD_ARGUMENT`
 */
export function refuseUnread(called: Called, options: readonly AnyOption[], modes: readonly Mode[]): void {
  const given = options.filter(called.given);
  for (const mode of modes) {
    if (!mode.when(called)) continue;
    const stray = given.find(option => !doesRead(mode, option));
    if (stray === undefined) continue;
    const remedy = mode.remedy ?? whoReads(stray, modes, called);
    throw new VipError(
      'BAD_ARGUMENT',
      `${asTyped(stray)}: ${mode.call} does not read it${remedy === undefined ? '' : `; ${remedy}`}`,
    );
  }
}

export function calledAs(command: CommandUnknownOpts): Called {
  return {
    args: command.processedArgs,
    value: option => command.getOptionValue(option.attributeName()),
    given: option => command.getOptionValueSource(option.attributeName()) === 'cli',
  };
}

/** `vip trial --driver exec does`: the other modes that list the option. */
function whoReads(option: AnyOption, modes: readonly Mode[], called: Called): string | undefined {
  const calls = modes
    .filter(mode => !mode.when(called) && mode.reads?.includes(option))
    .map(({call}) => call);
  if (calls.length === 0) return undefined;
  return `${calls.join(' and ')} ${calls.length === 1 ? 'does' : 'do'}`;
}
