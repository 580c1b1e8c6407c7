/**
 * Arguments with a parser of their own.
 *
 * @module
 */

import {Argument} from '@commander-js/extra-typings';
import {VipError} from '@vip/arp';
import {withName} from '../values/refuse.js';

/** An error begins with the argument's name in capitals. */
export function argument<const Usage extends string, Value>(
  usage: Usage,
  means: string,
  read: (text: string) => Value,
): Argument<Usage, undefined, Value> {
  return new Argument(usage, means).argParser<Value>(text => {
    try {
      return read(text);
    } catch (error) {
      if (!(error instanceof VipError)) throw error;
      const name = usage.replace(/\W/g, '').toUpperCase();
      throw withName(name, error);
    }
  });
}
