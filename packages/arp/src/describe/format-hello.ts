/**
 * HSRP and GLBP messages on one line.
 *
 * @module
 */

import {GLBP_STATE, type GlbpHello, type GlbpPacket} from '../wire/router/glbp-message.js';
import type {HsrpGroup, HsrpPacket} from '../wire/router/hsrp-message.js';

/** `HSRPv1 group 10 hello, active, priority 110, 10.3.2.200`. */
export function hsrpWords({version, groups, interfaceState}: HsrpPacket): string {
  const parts = groups.map(groupWords);
  if (interfaceState !== undefined) {
    const {activeGroups, passiveGroups} = interfaceState;
    parts.push(`interface with ${activeGroups} active and ${passiveGroups} passive groups`);
  }
  return `HSRPv${version} ${parts.join('; ')}`.trimEnd();
}

function groupWords({group, operation, state, priority, virtualIp}: HsrpGroup): string {
  return `group ${group} ${operation}, ${state}, priority ${priority}, ${virtualIp}`;
}

/** `GLBP group 10, active, priority 110, 10.3.2.200, forwarder 1 active 00:07:b4:00:0a:01`. */
export function glbpWords({group, hello, forwarders}: GlbpPacket): string {
  const parts = hello === undefined ? [] : [gatewayWords(hello)];
  for (const {forwarder, state, virtualMac} of forwarders)
    parts.push(`forwarder ${forwarder} ${stateWord(state)} ${virtualMac}`);
  return [`GLBP group ${group}`, ...parts].join(', ');
}

function gatewayWords({state, priority, virtualIp}: GlbpHello): string {
  return `${stateWord(state)}, priority ${priority}, ${virtualIp ?? 'no address yet'}`;
}

function stateWord(state: number): string {
  for (const [word, number] of Object.entries(GLBP_STATE)) if (number === state) return word;
  return `state ${state}`;
}
