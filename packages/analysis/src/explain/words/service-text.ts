/**
 * Services of an address in words. Pure.
 *
 * @module
 */

import type {ServiceName} from '../../conversations/facts.js';
import {TUNNEL_PROTOCOLS} from '../../conversations/tunnel-protocols.js';
import {listed} from '../../text/count-text.js';

/** `TCP port 443`, `TCP ports 80 and 443 and UDP port 53`, `GRE`, `ping` */
export function servicesText(services: readonly ServiceName[]): string {
  return listed(
    (['tcp', 'udp', 'tunnel', 'echo'] as const).flatMap(protocol => {
      const ports = services.filter(one => one.protocol === protocol).map(({port}) => port);
      if (ports.length === 0) return [];
      if (protocol === 'echo') return ['ping'];
      if (protocol === 'tunnel') return ports.map(number => TUNNEL_PROTOCOLS.get(number) ?? 'a tunnel');
      const list = listed(ports.sort((a, b) => a - b).map(String));
      return [`${protocol.toUpperCase()} port${ports.length === 1 ? '' : 's'} ${list}`];
    }),
  );
}
