/**
 * The name of a service in identifiers. Pure.
 *
 * @module
 */

import type {ServiceName} from '../conversations/facts.js';

/** `tcp 443`, `echo` */
export function serviceId({protocol, port}: ServiceName): string {
  return port === 0 ? protocol : `${protocol} ${port}`;
}
