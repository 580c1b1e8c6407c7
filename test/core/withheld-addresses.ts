/** An address on an interface that a program holds down exists, but is not in use. */

import type {AddressEvent, LinkEvent} from '@vip/analysis';
import {parseIpv4} from '@vip/arp';
import {parseMonitorLine, parseProtodown, WithheldAddresses} from '@vip/core/internal';
import test from 'ava';

const ip = parseIpv4('10.3.2.200');
const address = (change: AddressEvent['change']): AddressEvent => {
  return {at: 1n, node: 'ns1', kind: 'address', iface: 'vrrp4-51', ip, change};
};
const link: LinkEvent = {at: 2n, node: 'ns1', kind: 'link', iface: 'vrrp4-51', state: 'down'};

test('the second line of a link says whether it is held down, and no other line does', t => {
  const [first, second] = [
    '[2026-11-26T04:46:53.968261] 3: v4@eth0: <BROADCAST,MULTICAST,UP> mtu 1500 qdisc noqueue state UP group default ',
    '    link/ether 00:00:5e:00:01:33 brd ff:ff:ff:ff:ff:ff protodown on protodown_reason <7>',
  ];
  t.is(parseMonitorLine(first, 'ns1')?.kind, 'link');
  t.is(parseProtodown(first), undefined);
  t.true(parseProtodown(second));
  t.false(parseProtodown('    link/ether 00:00:5e:00:01:33 brd ff:ff:ff:ff:ff:ff'));
  t.is(parseProtodown('       valid_lft forever preferred_lft forever'), undefined);
});

test('an address on an interface that is held down is lost, and returns when it is released', t => {
  const withheld = new WithheldAddresses();
  t.true(withheld.take(address('added')));
  t.deepEqual(withheld.heldDown(link, true), [{...address('removed'), at: 2n, protodown: true}]);
  t.deepEqual(withheld.heldDown(link, true), [], 'said again');
  t.deepEqual(withheld.heldDown(link, false), [{...address('added'), at: 2n, protodown: true}]);
});

test('an address added meanwhile is used once its interface is released, and one that was removed is not', t => {
  const withheld = new WithheldAddresses();
  t.deepEqual(withheld.heldDown(link, true), []);
  t.false(withheld.take(address('added')));
  t.is(withheld.heldDown(link, false).length, 1);
  withheld.heldDown(link, true);
  t.false(withheld.take(address('removed')));
  t.deepEqual(withheld.heldDown(link, false), []);
});
