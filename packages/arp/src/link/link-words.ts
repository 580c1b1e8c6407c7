/**
 * Error messages common to all links, whatever backs them.
 *
 * @module
 */

import {VipError} from '../wire/errors.js';

/** The operation for which a link was used. */
export type LinkOperation = 'capture' | 'send';

export function closed(operation: LinkOperation, iface: string): VipError {
  return new VipError('CLOSED', `${operation} ${iface}: link is closed (open it again)`);
}
