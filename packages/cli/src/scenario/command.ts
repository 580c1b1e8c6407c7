/**
 * A trial of a scenario as the command line that makes it: parsed, and refused, as if it had been typed.
 *
 * @module
 */

import {VipError} from '@vip/arp';
import {commandOf} from '../grammar/command.js';
import {TRIAL, type TrialCommandOptions, trialOptions} from '../grammar/trial.js';
import type {Cell} from './cells.js';
import {settingWords} from './keys.js';

/** The command line after `vip`. */
export function commandOfCell({settings}: Cell): string[] {
  return ['trial', ...[...settings.values()].flatMap(settingWords)];
}

/** @throws VipError `BAD_ARGUMENT` for options that do not go together */
export async function optionsOfCell(cell: Cell): Promise<TrialCommandOptions> {
  let parsed: TrialCommandOptions | undefined;
  const command = commandOf(TRIAL)
    .exitOverride()
    .action((options, self) => {
      parsed = trialOptions(options, self);
    });
  const [, ...words] = commandOfCell(cell);
  await command.parseAsync(words, {from: 'user'});
  return parsed as TrialCommandOptions;
}

/**
 * An error that begins with an option, rewritten to begin with the place of its value in the file; any other unchanged.
 *
 * @param elsewhere the beginning of an error that is not about a value in the file
 */
export function inFile({settings}: Cell, error: VipError, elsewhere = ''): VipError {
  const {code, message} = error;
  const [typed, key = ''] = /^--([a-z-]+)/.exec(message) ?? [];
  const setting = settings.get(key);
  const place =
    setting?.values.find(({text}) => text !== undefined && message.startsWith(`${typed} ${text}: `))?.place ??
    setting?.place;
  const told = place === undefined ? `${elsewhere}${message}` : `${place}: ${message.slice(2)}`;
  return new VipError(code, told, {cause: error});
}
