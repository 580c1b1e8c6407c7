/** A router of an HSRP group: hellos about every three seconds, from the virtual MAC while it is active (RFC 2281 §5.1, §6). */

import type {IpAddress} from '@vip/arp';
import {type HotStandbyState, type HsrpOperation, hsrpMac, hsrpTelling} from '../wire/hot-standby.js';
import type {Cast} from './cast.js';
import {between} from './chance.js';
import {SECOND} from './clock.js';
import type {Node} from './node.js';

export class Hsrp {
  state: HotStandbyState;
  constructor(
    readonly stage: Cast,
    readonly node: Node,
    readonly source: IpAddress,
    readonly common: {version: 1 | 2; group: number; priority: number},
    state: HotStandbyState,
  ) {
    this.state = state;
  }

  start(): void {
    const {clock} = this.stage.network;
    clock.repeat(
      () => between(this.stage.random, 2.6, 3) * SECOND,
      () => {
        this.say('hello');
        return this.node.isUp;
      },
    );
  }

  say(operation: HsrpOperation): void {
    const {node, stage, common, state} = this;
    const telling = hsrpTelling(
      {...common, operation, state, ip: stage.vip, ownMac: node.mac},
      this.source,
      node.nextId(),
    );
    // The active router speaks from the virtual MAC, the standby from its own.
    const mac = state === 'active' ? hsrpMac(common.version, common.group, stage.family) : node.mac;
    node.tell(telling, {type: 'other'}, mac);
  }
}
