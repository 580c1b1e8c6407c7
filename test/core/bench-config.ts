/**
 * The parts of a configuration that the lab of `vip audit --prove` runs: everything except what belongs to
 * another machine.
 */

import {flatLines, readConfig, textSource} from '@vip/analysis/internal/audit';
import {benchConfig} from '@vip/core/internal';
import test from 'ava';

const TEXT = `$IFACE=eth7
global_defs { script_user nobody
  enable_script_security
  net_namespace blue
}
vrrp_script chk {
  script "/opt/check --all {x}"   # it asks
  user nobody
  interval 3
}
vrrp_instance A {
  interface $IFACE
  virtual_router_id 9
  @lb1 priority 150
  @^lb1 priority 100
  notify_master "/opt/move-elastic-ip"
  virtual_ipaddress { 10.0.0.1/24 }
  track_script {
    chk
  }
}
`;

function made(keepSecurity: boolean, configId = 'lb1'): string {
  const lines = flatLines('c', textSource('c', TEXT), {configId});
  return benchConfig(lines, {failureFile: '/run/f', keepSecurity});
}

test('no program named in the files is run: checks are stand-ins, and there are no notifications', t => {
  const text = made(true);
  t.notRegex(text, /\/opt|nobody|net_namespace/);
  t.regex(text, /^script "\/usr\/bin\/test ! -e \/run\/f"$/m);
  t.regex(text, /^enable_script_security$/m);
});

test('for an ordinary user, script security is off, because files of the real root do not belong to root in a user namespace', t => {
  t.notRegex(made(false), /enable_script_security/);
});

test('definitions, conditions and everything else stay as they are on the node', t => {
  for (const [configId, priority] of [
    ['lb1', 150],
    ['lb2', 100],
  ] as const) {
    const text = made(true, configId);
    const {instances, faults, scripts} = readConfig('flat', textSource('flat', text));
    t.deepEqual(faults, []);
    t.deepEqual(
      instances.map(({name, iface, basePriority, vips}) => [name, iface, basePriority, vips[0]?.ip]),
      [['A', 'eth7', priority, '10.0.0.1']],
    );
    t.is(scripts.get('chk')?.interval, 3);
  }
});
