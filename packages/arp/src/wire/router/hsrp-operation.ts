/**
 * The operations of HSRP, which both versions number alike (RFC 2281 §5.1).
 *
 * @module
 */

import {badArgument} from '../check.js';
import {DecodeError} from '../errors.js';
import type {HsrpOperation} from './hsrp-message.js';

/** By their number on the wire. */
const HSRP_OPERATIONS: readonly HsrpOperation[] = ['hello', 'coup', 'resign'];

/** @throws DecodeError `UNSUPPORTED` for an unknown number */
export function operationOf(number: number, offset: number): HsrpOperation {
  const operation = HSRP_OPERATIONS[number];
  if (operation !== undefined) return operation;
  throw new DecodeError('UNSUPPORTED', 'hsrp', offset, `expected operation 0, 1 or 2, got ${number}`);
}

/** @throws VipError `BAD_ARGUMENT` for an unknown word */
export function numberOfOperation(operation: HsrpOperation): number {
  const number = HSRP_OPERATIONS.indexOf(operation);
  return number < 0 ? badArgument('hsrp operation', HSRP_OPERATIONS.join(', '), String(operation)) : number;
}
