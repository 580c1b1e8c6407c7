/**
 * A flood of addresses, senders and MACs does not fill the memory; what exceeds the limits is counted.
 */

import {createCollector, formatExplanation, judge} from '@vip/analysis/internal';
import {type Ipv4Address, type MacAddress, parseIpv4, parseMac, ZERO_MAC} from '@vip/arp';
import test from 'ava';
import {A, B, Scene, VIP} from '../../helpers/scene.js';

test('a hundred MACs that claim an address in turn, and a thousand senders, are all counted', t => {
  const scene = new Scene();
  for (let index = 0; index < 1000; index++) {
    const octets = `${(index >> 8).toString(16).padStart(2, '0')}:${(index & 0xff).toString(16).padStart(2, '0')}`;
    scene.garp(index * 10, parseMac(`02:00:00:05:00:${(index % 100).toString(16).padStart(2, '0')}`));
    scene.ping(
      index * 10 + 1,
      A,
      parseMac(`02:00:00:04:${octets}`),
      parseIpv4(`10.9.${index >> 8}.${index & 0xff}`),
    );
  }
  const [explanation] = scene.explain([VIP]);
  if (explanation === undefined) return t.fail('nothing was explained');
  const {address} = explanation;
  const {beyond} = address;
  t.is(address.announcements.length + beyond.announcements, 1000);
  t.is(address.tenures.length + beyond.tenures, 1000);
  t.is(address.senders.length, 64);
  t.true(beyond.senders > 0);
  t.true(address.claimants.length <= 16);
});

test('a scan of all addresses leaves room for one that is announced later', t => {
  const scene = new Scene();
  for (let index = 0; index < 5000; index++) {
    const ip = parseIpv4(`10.${20 + (index >> 16)}.${(index >> 8) & 0xff}.${index & 0xff}`);
    const packet = {senderMac: B, senderIp: parseIpv4('10.3.2.211'), targetMac: A, targetIp: ip};
    scene.arp(index, {operation: 'request', ...packet});
  }
  scene.garp(6000, A).talk(6001, 7000, A);
  const collector = createCollector();
  collector.take(scene.frames);
  const facts = collector.facts();
  t.true(facts.beyondAddresses > 0);
  const [explanation] = judge(facts).filter(({address}) => address.ip === VIP);
  t.is(explanation?.finding.code, 'HEALTHY');
});

test('a scan that asks for four thousand addresses again and again hides no failover', t => {
  const scene = new Scene().asks(0).answers(0.1, A).talk(1, 3000, A);
  for (let index = 0; index < 20_000; index++) {
    const ip = parseIpv4(`10.80.${(index % 4000) >> 8}.${index & 0xff}`);
    const packet = {senderMac: B, senderIp: parseIpv4('10.3.2.211'), targetMac: A, targetIp: ip};
    scene.arp(1 + index / 10, {operation: 'request', ...packet});
  }
  scene.talk(3100, 4000, A, false).garp(4000, B).talk(4001, 6000, B);
  const [explanation] = scene.explain().filter(({address}) => address.ip === VIP);
  t.is(explanation?.finding.code, 'HEALTHY');
  t.is(explanation?.handovers.length, 1);
});

test('a flood of announcements of other addresses hides no failover', t => {
  const scene = new Scene().asks(0).answers(0.1, A).talk(1, 3000, A);
  for (let index = 0; index < 12_000; index++) {
    const octets = `${(index >> 8).toString(16).padStart(2, '0')}:${(index & 0xff).toString(16).padStart(2, '0')}`;
    const ip = parseIpv4(`10.81.${(index % 1000) >> 8}.${(index % 1000) & 0xff}`);
    scene.garp(3000 + index / 10, parseMac(`02:00:00:05:${octets}`), {senderIp: ip, targetIp: ip});
  }
  scene.talk(4200, 5000, A, false).garp(5000, B).talk(5001, 7000, B);
  const [explanation] = scene.explain().filter(({address}) => address.ip === VIP);
  t.is(explanation?.finding.code, 'HEALTHY');
});

test('a flood of answers from random MACs does not hide a proxy if an address is named', t => {
  const scene = new Scene();
  const proxy = parseMac('02:00:00:00:00:fe');
  const client = {mac: parseMac('02:00:00:00:00:c1'), ip: parseIpv4('10.3.2.50')};
  const answers = (ms: number, ip: Ipv4Address, owner: MacAddress) => {
    const packet = {senderMac: client.mac, senderIp: client.ip, targetMac: ZERO_MAC, targetIp: ip};
    scene.arp(ms, {operation: 'request', ...packet});
    for (const [index, mac] of [owner, proxy].entries()) {
      const reply = {senderMac: mac, senderIp: ip, targetMac: client.mac, targetIp: client.ip};
      scene.arp(ms + 0.2 + index / 10, {operation: 'reply', ...reply});
    }
  };
  const owned = (index: number) =>
    [parseIpv4(`10.3.2.${60 + index}`), parseMac(`02:00:00:00:01:0${index}`)] as const;
  for (let index = 0; index < 2; index++) answers(10 * index, ...owned(index));
  for (let index = 0; index < 20_000; index++) {
    const octets = [index >> 8, index & 0xff];
    const senderMac = parseMac(
      `02:00:00:09:${octets.map(octet => octet.toString(16).padStart(2, '0')).join(':')}`,
    );
    const packet = {senderMac, senderIp: parseIpv4(`10.40.${octets.join('.')}`)};
    scene.arp(50 + index / 100, {
      ...{operation: 'reply', ...packet, targetMac: client.mac, targetIp: client.ip},
    });
  }
  for (let index = 2; index < 4; index++) answers(300 + 10 * index, ...owned(index));
  answers(400, VIP as Ipv4Address, A);
  answers(1600, VIP as Ipv4Address, A);
  const collector = createCollector({ips: [VIP]});
  collector.take(scene.frames);
  const facts = collector.facts();
  t.deepEqual(
    facts.proxies.map(({mac}) => mac),
    [proxy],
  );
  t.not(judge(facts)[0]?.finding.code, 'TWO_OWNERS');
});

test('a flood of answers for two thousand addresses keeps few runs of each, says what was not tracked, and hides no failover', t => {
  const scene = new Scene().asks(0).answers(0.1, A).talk(1, 3000, A);
  const client = {targetMac: B, targetIp: parseIpv4('10.3.2.211')};
  const claimed = 2000;
  const rounds = 12;
  for (let index = 0; index < rounds * claimed; index++) {
    const octets = `${(index >> 8).toString(16).padStart(2, '0')}:${(index & 0xff).toString(16).padStart(2, '0')}`;
    const senderIp = parseIpv4(`10.82.${(index % claimed) >> 8}.${(index % claimed) & 0xff}`);
    scene.arp(3000 + index / 20, {
      ...{operation: 'reply', senderMac: parseMac(`02:00:00:0a:${octets}`), senderIp},
      ...client,
    });
  }
  scene.talk(4300, 5000, A, false).garp(5000, B).talk(5001, 7000, B);
  const collector = createCollector();
  collector.take(scene.frames);
  const facts = collector.facts();
  const explained = judge(facts);
  const vip = explained.find(({address}) => address.ip === VIP);
  t.is(vip?.finding.code, 'HEALTHY');
  t.is(vip?.handovers.length, 1);
  const flooded = explained.filter(({address}) => address.ip !== VIP);
  t.is(flooded.length, claimed);
  for (const {address} of flooded) {
    t.true(address.answers.length >= 5);
    t.is(address.answers.length + address.beyond.runs, rounds);
  }
  t.true(flooded.reduce((sum, {address}) => sum + address.answers.length, 0) <= 5 * claimed + 8192);
  const last = flooded.at(-1);
  const told = formatExplanation('flood', facts, last === undefined ? [] : [last]);
  t.true(
    told.some(line => /and [1-9]\d* more changes of owner, not tracked/.test(line)),
    told.join('\n'),
  );
});

test('a flood of requests for the MACs of three hundred addresses keeps few of the askers, and leaves room for those that send', t => {
  const scene = new Scene();
  const addresses = Array.from({length: 300}, (_, index) => parseIpv4(`10.83.${index >> 8}.${index & 0xff}`));
  for (const [index, ip] of addresses.entries()) scene.garp(index, A, {senderIp: ip, targetIp: ip});
  for (let index = 0; index < 12_000; index++) {
    const octets = [index >> 8, index & 0xff];
    scene.arp(1000 + index / 100, {
      operation: 'request',
      senderMac: parseMac(
        `02:00:00:0b:${octets.map(octet => octet.toString(16).padStart(2, '0')).join(':')}`,
      ),
      senderIp: parseIpv4(`10.84.${octets.join('.')}`),
      targetMac: ZERO_MAC,
      targetIp: addresses[index % addresses.length] as Ipv4Address,
    });
  }
  scene.garp(1900, A).talk(2000, 5000, A).talk(5001, 9000, A, false).talk(9001, 10_000, A);
  const explained = scene.explain();
  const senders = explained.flatMap(({address}) => address.senders);
  const flooding = senders.filter(({ip}) => ip.startsWith('10.84.'));
  t.true(flooding.length <= 8192, `${flooding.length}`);
  t.is(explained.find(({address}) => address.ip === VIP)?.finding.code, 'OUTAGE');
});
