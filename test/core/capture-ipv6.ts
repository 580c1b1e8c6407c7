/** How `vip capture` shows the IPv6 counterparts of ARP. */

import {parseIpv4, parseIpv6, parseMac, unsolicitedNa} from '@vip/arp';
import {createCaptureView, describeSelected, formatSelected} from '@vip/core/internal/capture';
import {createCapturePainter} from '@vip/core/internal/capture-paint';
import {whereabouts} from '@vip/core/internal/verify';
import test from 'ava';

const IP = parseIpv6('fd00:3:2::200');
const MAC = parseMac('02:00:00:00:00:11');

const seen = (bytes: Uint8Array) => ({at: 0n, iface: 'eth0', bytes, length: bytes.length, own: false});
const announced = seen(unsolicitedNa({ip: IP, mac: MAC}));
const asked = seen(whereabouts(IP, MAC, []));

test('the advertisement that garp sends is shown as an announcement, in words, columns and JSON', t => {
  const selected = createCaptureView({arp: true, garp: true, ips: [IP]})(announced);
  if (selected === undefined) return t.fail('not shown');
  const words = 'announcement fd00:3:2::200 is-at 02:00:00:00:00:11 (unsolicited, Override)';
  t.true(formatSelected(selected).endsWith(` eth0 NDP ${words}\n`));
  const [line = []] = createCapturePainter()(selected);
  t.true(
    line
      .map(({text}) => text)
      .join('')
      .endsWith(`NDP ${words}`),
  );
  t.like(describeSelected(selected), {
    ...{kind: 'discovery', type: 'advertisement', target: IP, mac: MAC},
    ...{solicited: false, override: true},
  });
});

test('other addresses are not shown, nor are requests where only announcements are asked for', t => {
  for (const ips of [[parseIpv6('fd00::1')], [parseIpv4('10.3.2.200')]]) {
    t.is(createCaptureView({ips})(announced), undefined);
  }
  t.is(createCaptureView({garp: true})(asked), undefined);
  t.is(createCaptureView({arp: true})(asked), undefined);
  t.true(formatSelected(createCaptureView()(asked) as never).includes('NDP probe who-has fd00:3:2::200'));
});
