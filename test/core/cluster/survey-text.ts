/** What a machine of a cluster says of itself, which is untrusted. */

import {parseSurvey} from '@vip/core/internal/cluster';
import test from 'ava';

test('the connection through which a machine is reached is read, with a zone or without', t => {
  t.deepEqual(parseSurvey(['ssh 10.0.0.1 50122 10.0.0.2 22']).connection, {
    ips: ['10.0.0.1', '10.0.0.2'],
    ports: [50_122, 22],
  } as never);
  t.deepEqual(parseSurvey(['ssh fe80::1%eth0 50122 fe80::2%eth0 22']).connection, {
    ips: ['fe80::1', 'fe80::2'],
    ports: [50_122, 22],
  } as never);
});

for (const said of [
  'ssh',
  'ssh a b c d',
  'ssh 10.0.0.1 0 10.0.0.2 22',
  'ssh 10.0.0.1 99999 10.0.0.2 22',
  'ssh UNKNOWN 65535 UNKNOWN 65535',
])
  test(`no connection: ${said}`, t => {
    t.is(parseSurvey([said]).connection, undefined);
  });

test('an installed vip is read, and nothing else for one', t => {
  const agent = '/usr/lib/node_modules/@vip/cli/dist/agent/main.js';
  t.deepEqual(parseSurvey([`vip 0.2.0 ${agent}`]).vip, {version: '0.2.0', agent});
  for (const line of ['vip', 'vip 0.2.0', 'vip 0.2.0 main.js', 'vip $(reboot) /agent'])
    t.is(parseSurvey([line]).vip, undefined, line);
});
