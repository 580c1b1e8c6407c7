/** What `vip doctor --probe` finds out about keepalived's configuration by asking and listening. */

import {instance, startOn} from '../helpers/doctor-instance.js';
import {type DoctorLab, type Found, openDoctorLab} from '../helpers/doctor-lab.js';
import {rootTest} from '../helpers/require-lab.js';

async function probed({doctor}: DoctorLab, node: string, code: string): Promise<Found[]> {
  const {findings} = await doctor(node, ['--ip', '10.77.0.150', '--probe']);
  return findings.filter(found => found.code === code);
}

rootTest(
  '--probe: a node that receives no advertisements goes on sending its own, until protocol 112 is let in',
  async t => {
    const lab = await openDoctorLab(t);
    const {sh} = lab;
    await sh(
      'b',
      `nft 'table ip t { chain c { type filter hook input priority 0; ip protocol 112 drop; }; }'`,
    );
    await sh('b', startOn('b', instance('10.77.0.150/24')));
    await sh('a', startOn('a', instance('10.77.0.150/24').replace('priority 100', 'priority 150')));
    // The rule cannot be seen from the other node. On its own node it is named, and the wire adds nothing.
    const [found, ...more] = await probed(lab, 'a', 'PROTOCOL_112_DROPPED');
    t.is(more.length, 0);
    t.regex(
      found?.evidence ?? '',
      /^10\.77\.0\.12 at priority 100 keeps advertising for \d\.\d+ s while 10\.77\.0\.11 at priority 150 does, and their advertisements do not differ$/,
    );
    t.is((await probed(lab, 'b', 'DOCTOR_VRRP_BLOCKED')).length, 1);
    t.deepEqual(await probed(lab, 'b', 'PROTOCOL_112_DROPPED'), []);
    await sh(
      'b',
      'nft delete table ip t; until ! ip -br addr show eth0 | grep -q 10.77.0.150; do sleep 0.05; done',
    );
    t.deepEqual(await probed(lab, 'a', 'PROTOCOL_112_DROPPED'), []);
  },
);

rootTest(
  '--probe: a switch that drops the virtual MAC is found by its owner, which asks from it',
  async t => {
    const lab = await openDoctorLab(t);
    const {sh} = lab;
    await sh(
      's',
      `nft 'table bridge t { chain c { type filter hook prerouting priority 0; ether saddr 00:00:5e:00:01:33 drop; }; }'`,
    );
    await sh('b', startOn('b', instance('10.77.0.150/24', 'use_vmac')));
    const [found, ...more] = await probed(lab, 'b', 'VMAC_FILTERED');
    t.deepEqual([found?.severity, more.length], ['warning', 0]);
    t.is(found?.evidence, '10.77.0.1 answers eth0, and does not answer vrrp.51, which has the virtual MAC');
    await sh('s', 'nft delete table bridge t');
    t.deepEqual(await probed(lab, 'b', 'VMAC_FILTERED'), []);
  },
);
