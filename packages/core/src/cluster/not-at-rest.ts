/**
 * A cluster in which something is under way: what is measured then is not what was meant.
 *
 * @module
 */

import {VipError} from '@vip/arp';

export class NotAtRest extends VipError {
  static {
    NotAtRest.prototype.name = 'NotAtRest';
  }

  /** @param what expected, and got instead */
  constructor(what: string) {
    super('NOT_POSSIBLE', `trial: not measured: ${what}`);
  }
}
