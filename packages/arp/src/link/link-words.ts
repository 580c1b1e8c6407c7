/**
 * What every link says of itself, whatever is behind it.
 *
 * @module
 */

import {VipError} from '../wire/errors.js';

/** For what a link was used. */
export type LinkOperation = 'capture' | 'send';

export function closed(operation: LinkOperation, iface: string): VipError {
  return new VipError('CLOSED', `${operation} ${iface}: link is closed (open it again)`);
}
