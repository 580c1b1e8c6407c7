/**
 * A client that gets another MAC is not a virtual IP that moves; the story is that of the address that it
 * asks.
 */

import {createCollector, judge} from '@vip/analysis/internal';
import {encodeIcmp, type IpAddress, PROTOCOL_ICMP, parseMac} from '@vip/arp';
import test from 'ava';
import {NEW_CARD, replaced, talks} from '../../helpers/replaced-card.js';
import {A, A_IP, B, CLIENT, CLIENT_IP, Scene, VIP} from '../../helpers/scene.js';

function explained({frames}: Scene, ips?: readonly IpAddress[]) {
  const collector = createCollector({ips});
  collector.take([...frames].sort((a, b) => Number(a.at - b.at)));
  return judge(collector.facts());
}

for (const isAnnounced of [true, false]) {
  test(`a client with another card ${isAnnounced ? 'that announces itself' : 'that only asks'} is told beside the address`, t => {
    const told = explained(replaced(isAnnounced));
    t.deepEqual(
      told.map(({address: {ip}, finding: {code}, handovers}) => [ip, code, handovers.length]),
      [[VIP, 'HEALTHY', 0]],
    );
    const note = told[0]?.notes.find(({code}) => code === 'ASKER_MOVED');
    t.regex(
      note?.evidence ?? '',
      new RegExp(`^${CLIENT_IP}, which asks it, moved from ${CLIENT} to ${NEW_CARD}`),
    );
  });
}

test('a client that is named is reported', t => {
  const told = explained(replaced(true), [CLIENT_IP]);
  t.deepEqual(
    told.map(({address: {ip}, handovers}) => [ip, handovers.length]),
    [[CLIENT_IP, 1]],
  );
});

test('the address moves as well: its move is the only one', t => {
  const scene = talks(new Scene().asks(0).answers(0.3, A), 1, 5000).garp(5000, B);
  talks(scene, 5001, 9000, B);
  scene.garp(9000, NEW_CARD, {senderIp: CLIENT_IP, targetIp: CLIENT_IP});
  scene.asks(9001, NEW_CARD).answers(9001.3, B, NEW_CARD);
  const told = explained(talks(scene, 9002, 15_000, B, NEW_CARD));
  t.deepEqual(
    told.map(({address: {ip}, finding: {code}, handovers}) => [ip, code, handovers.length]),
    [[VIP, 'HEALTHY', 1]],
  );
});

test('an address that others ask is reported, although it asks as well', t => {
  const other = parseMac('02:00:00:00:00:52');
  const scene = replaced(true);
  // The client serves another host, which asked it before anything was announced.
  const data = new Uint8Array(8);
  for (let ms = 0; ms < 20_000; ms += 500) {
    const here = [ms < 8500 ? CLIENT : NEW_CARD, CLIENT_IP] as const;
    const message = {identifier: 9, sequence: ms, data};
    scene
      .ip(ms, [other, A_IP], here, PROTOCOL_ICMP, encodeIcmp({type: 'echo-request', ...message}))
      .ip(ms + 1, here, [other, A_IP], PROTOCOL_ICMP, encodeIcmp({type: 'echo-reply', ...message}));
  }
  t.true(explained(scene).some(({address: {ip}}) => ip === CLIENT_IP));
});
