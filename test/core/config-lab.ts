/** The lab of a trial of the user's own configurations. */

import {readConfig, textSource} from '@vip/analysis/internal/audit';
import {configLab} from '@vip/core/internal';
import test from 'ava';

function node(name: string, vips: readonly string[]) {
  const instances = vips.map(
    (vip, index) =>
      `vrrp_instance V${index} {\ninterface eth0\nvirtual_router_id ${10 + index}\npriority 100\nvirtual_ipaddress {\n${vip}/24\n}\n}\n`,
  );
  return {name, config: readConfig(name, textSource(name, instances.join('')))};
}

test('neither stations nor nodes are given an address of a configuration, because keepalived does not advertise from a virtual address', t => {
  const usual = configLab(['ns0', 'ns1'].map(name => node(name, ['192.0.2.200'])))?.settings;
  const stations = ({active, passive, client, ext, router}: NonNullable<typeof usual>) =>
    [active, passive, client, ext, router].map(({address}) => String(address.address));
  t.truthy(usual);
  const vips = ['192.0.2.200', ...(usual === undefined ? [] : stations(usual))];
  const crowded = configLab(['ns0', 'ns1'].map(name => node(name, vips)))?.settings;
  const own = crowded === undefined ? vips : stations(crowded);
  t.deepEqual(
    own.filter(address => vips.includes(address)),
    [],
  );
  t.is(new Set(own).size, 5);
});
