/** The addresses of a lab in IPv6 and in both families: what follows the VIP, and what is refused. */

import type {LabSettings} from '@vip/analysis';
import {changeFamilySettings, FAMILIES, FAMILY_SETTINGS, familiesOfChanges} from '@vip/analysis/internal';
import {formatIpInterface} from '@vip/arp';
import test from 'ava';

const addressesOf = ({vip, ...stations}: LabSettings) =>
  [vip, ...Object.values(stations).map(({address}) => address)].map(formatIpInterface);

const ULA = 'fd12:3456:789a:1::200/64';

test('in a ULA /64 each station follows the VIP with its own host part', t => {
  const [settings] = changeFamilySettings([['vip', ULA]], FAMILIES['6']);
  t.deepEqual(addressesOf(settings as LabSettings), [
    ...[ULA, 'fd12:3456:789a:1::210/64', 'fd12:3456:789a:1::211/64', 'fd12:3456:789a:1::212/64'],
    ...['fd12:3456:789a:1::50/64', 'fd12:3456:789a:1::1/64', 'fd00:168:1::1/64', 'fd00:168:1::50/64'],
  ]);
});

test('a small IPv6 network gives the next free addresses, and too small a one is refused', t => {
  const [settings] = changeFamilySettings([['vip', 'fd00::9/124']], FAMILIES['6']);
  t.is(new Set(addressesOf(settings as LabSettings)).size, 8);
  t.throws(() => changeFamilySettings([['vip', 'fd00::1/126']], FAMILIES['6']), {
    message: 'settings: expected a network with 1 free address, got 0 in fd00::1/126',
  });
});

test('each family takes its own addresses, and a MAC applies to both', t => {
  const changes = [
    ['vip', '192.168.7.9/28'],
    ['vip', ULA],
    ['ext.ip', 'fd12:3456:789a:1::77/64'],
    ['ext.mac', '02:00:00:00:00:77'],
  ] as const;
  const [v4, v6] = changeFamilySettings(changes, FAMILIES.both) as [LabSettings, LabSettings];
  t.is(formatIpInterface(v4.vip), '192.168.7.9/28');
  t.is(formatIpInterface(v6.ext.address), 'fd12:3456:789a:1::77/64');
  t.deepEqual([v4.ext.mac, v6.ext.mac] as string[], ['02:00:00:00:00:77', '02:00:00:00:00:77']);
  for (const name of ['active', 'passive', 'client', 'ext', 'router', 'remote'] as const)
    t.is(v4[name].node, v6[name].node);
});

test('stations behind the router move to another network for an IPv6 VIP as well', t => {
  const [settings] = changeFamilySettings([['vip', 'fd00:168:1::200/64']], FAMILIES['6']);
  t.is(formatIpInterface((settings as LabSettings).remote.address), 'fd00:168:2::50/64');
});

test('an address of a family that the run does not have is refused', t => {
  t.throws(() => changeFamilySettings([['ext.ip', 'fd00::1/64']], FAMILIES['4']), {
    message: 'settings: ext.ip: expected an IPv4 address, got fd00::1/64',
  });
});

test('the addresses imply the family if all of them are of it', t => {
  t.deepEqual(familiesOfChanges([['vip', ULA]]), ['IPv6']);
  t.deepEqual(
    familiesOfChanges([
      ['vip', ULA],
      ['ext.ip', '10.3.2.9/8'],
    ]),
    ['IPv4'],
  );
  t.deepEqual(familiesOfChanges([['ext.mac', '02:00:00:00:00:77']]), ['IPv4']);
});

test('the IPv6 lab has the same nodes, interfaces and MACs as the other', t => {
  const places = ({vip, ...stations}: LabSettings) =>
    Object.entries(stations).map(([name, {node, iface, mac}]) => [name, node, iface, mac]);
  t.deepEqual(places(FAMILY_SETTINGS.IPv6), places(FAMILY_SETTINGS.IPv4));
});
