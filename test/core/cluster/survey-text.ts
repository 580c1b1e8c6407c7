/** What a cluster's machine says about itself, which is untrusted. */

import {type IpAddress, parseIp} from '@vip/arp';
import {ownAddress, parseSurvey} from '@vip/core/internal/cluster';
import test from 'ava';

test('the connection through which a machine is reached is read, with or without a zone', t => {
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

test('an installed vip is recognised, and nothing else is taken for one', t => {
  const agent = '/usr/lib/node_modules/@vip/cli/dist/agent/main.js';
  t.deepEqual(parseSurvey([`vip 0.2.0 ${agent}`]).vip, {version: '0.2.0', agent});
  for (const line of ['vip', 'vip 0.2.0', 'vip 0.2.0 main.js', 'vip $(reboot) /agent'])
    t.is(parseSurvey([line]).vip, undefined, line);
});

const ADDRESSES = [
  'addr 2: eth0    inet 192.0.2.5/24 brd 192.0.2.255 scope global eth0',
  'addr 2: eth0    inet 10.3.2.212/24 scope global eth0',
  'addr 2: eth0    inet 10.3.2.200/24 scope global secondary eth0',
  'addr 2: eth0    inet6 fe80::1/64 scope link',
  'addr 2: eth0    inet6 fd00:3::212/64 scope global nodad',
  'addr 3: eth1    inet 198.51.100.7/24 scope global eth1',
];
const VIP = parseIp('10.3.2.200');

for (const [what, route, expected] of [
  ['the source that its kernel chooses', `${VIP} dev eth0 src 192.0.2.5 uid 0 \\    cache `, '192.0.2.5'],
  ['also one of another interface', `${VIP} via 198.51.100.1 dev eth1 src 198.51.100.7`, '198.51.100.7'],
  ['one in the network of the address that it holds itself', `local ${VIP} dev lo src ${VIP}`, '10.3.2.212'],
  ['one in the network of the address without a route', '', '10.3.2.212'],
] as const)
  test(`among several addresses of a machine: ${what}`, t => {
    const facts = parseSurvey([...ADDRESSES, `route ${VIP} ${route}`]);
    t.is(ownAddress(facts, 'eth0', VIP, [VIP])?.address, expected as IpAddress);
  });

test("if no address of a machine is in the virtual IP's network, the interface's first one is used, preferably not link-local", t => {
  const of = (ip: string) => ownAddress(parseSurvey(ADDRESSES), 'eth0', parseIp(ip), [parseIp(ip)])?.address;
  t.is(of('203.0.113.1'), '192.0.2.5' as IpAddress);
  t.is(of('2001:db8::1'), 'fd00:3::212' as IpAddress);
});
