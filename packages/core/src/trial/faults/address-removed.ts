/**
 * The address is removed while the daemon keeps running.
 *
 * @module
 */

import type {FaultKind} from './fault-kind.js';

export const addressRemoved = {
  name: 'address-removed',
  means: 'another program removes the address from the active node, without telling the daemon',
  isSurvived: true,
  oldHolder: 'has-lost-it',
  async ready({lab, settings: {active}, moving}) {
    const {stdout} = await lab.run(active.node, ['ip', '-json', 'addr', 'show']);
    const vips: readonly string[] = moving.map(({vip}) => vip.address);
    // A daemon may keep it on an interface of its own, as a virtual router does.
    const held = (JSON.parse(stdout) as {ifname?: string; addr_info?: {local: string; prefixlen: number}[]}[])
      .flatMap(({ifname = '', addr_info = []}) => addr_info.map(info => ({ifname, ...info})))
      .filter(({local}) => vips.includes(local));
    return () =>
      lab.batch(
        active.node,
        held.map(({ifname, local, prefixlen}) => ['addr', 'del', `${local}/${prefixlen}`, 'dev', ifname]),
      );
  },
} as const satisfies FaultKind;
