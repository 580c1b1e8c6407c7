import {type ArpPacket, parseIpv4, parseMac} from '@vip/arp';
import {type OwnershipChange, trackOwnership} from '@vip/arp/ownership';
import test from 'ava';
import fc from 'fast-check';
import {arpPackets} from '../helpers/arbitraries.js';

const active = parseMac('02:00:00:00:00:10');
const passive = parseMac('02:00:00:00:00:11');
const vip = parseIpv4('10.3.2.200');
const client = parseIpv4('10.3.2.50');

const claim = (senderMac: ArpPacket['senderMac'], more: Partial<ArpPacket> = {}): ArpPacket => ({
  ...{operation: 'request', senderMac, senderIp: vip, targetMac: active, targetIp: vip},
  ...more,
});

/** The previous and the present speaker, whatever kind of change that is. */
const movedBy = (change: OwnershipChange | undefined) => {
  if (change?.kind === 'conflict') return [change.other, change.claimant];
  if (change?.kind === 'proxy') return [change.owner, change.proxy];
  return [change?.from, change?.to];
};

test('the first claim moves nothing, another MAC does, with the silence before it', t => {
  const {observe} = trackOwnership();
  t.is(observe(1_000n, claim(active), 'a'), undefined);
  t.is(observe(3_000n, claim(active), 'a'), undefined);
  const silenceNs = 7_000n;
  t.deepEqual(observe(10_000n, claim(passive), 'a'), {
    kind: 'moved',
    ip: vip,
    from: active,
    to: passive,
    silenceNs,
  });
  t.is(observe(11_000n, claim(passive), 'a'), undefined);
});

test('whatever speaks from the address claims it: questions and answers as well', t => {
  const {observe} = trackOwnership();
  observe(0n, claim(active, {operation: 'reply', targetIp: client}), 'a');
  t.deepEqual(movedBy(observe(5n, claim(passive, {targetIp: client}), 'a')), [active, passive]);
});

test('requests and probes for the address claim nothing', t => {
  const {observe} = trackOwnership();
  observe(0n, claim(active), 'a');
  t.is(observe(1n, claim(passive, {senderIp: client}), 'a'), undefined);
  t.is(observe(2n, claim(passive, {senderIp: parseIpv4('0.0.0.0')}), 'a'), undefined);
  t.is(observe(3n, claim(active, {senderIp: parseIpv4('0.0.0.0')}), 'a'), undefined);
  t.is(observe(4n, claim(active), 'a'), undefined);
});

test('the same address in two networks is two addresses', t => {
  const {observe} = trackOwnership();
  observe(0n, claim(active), 'eth0 ');
  t.is(observe(1n, claim(passive), 'eth0 10'), undefined);
  t.is(observe(2n, claim(passive), 'eth1 '), undefined);
  t.deepEqual(movedBy(observe(3n, claim(passive), 'eth0 ')), [active, passive]);
});

test('a time that goes back is reported unchanged', t => {
  const {observe} = trackOwnership();
  observe(10n, claim(active), 'a');
  t.is(observe(4n, claim(passive), 'a')?.silenceNs, -6n);
});

test('claiming ever more addresses does not fill the memory; the first claimed is forgotten first', t => {
  const {observe} = trackOwnership();
  observe(0n, claim(active), 'a');
  for (let number = 1; number < 65_536; number++) {
    const senderIp = parseIpv4(`11.${number >> 16}.${(number >> 8) & 255}.${number & 255}`);
    observe(1n, claim(active, {senderIp}), 'a');
  }
  t.deepEqual(
    movedBy(observe(2n, claim(passive), 'a')),
    [active, passive],
    'full, and nothing forgotten yet',
  );
  observe(3n, claim(active, {senderIp: client}), 'a');
  t.is(observe(4n, claim(active), 'a'), undefined, 'forgotten, so that it is new');
});

test('a tracker agrees with a list of every claim ever made', t => {
  const step = fc.record({
    packet: arpPackets,
    mac: fc.constantFrom(active, passive),
    network: fc.constantFrom('a', 'b'),
  });
  const ips = fc.constantFrom(vip, client, parseIpv4('0.0.0.0'));
  fc.assert(
    fc.property(fc.array(fc.tuple(step, ips), {maxLength: 40}), steps => {
      const {observe} = trackOwnership();
      const past: {at: bigint; ip: string; mac: string; network: string}[] = [];
      steps.forEach(([{packet, mac, network}, ip], index) => {
        const at = BigInt(index * 10);
        const move = observe(at, {...packet, senderIp: ip, senderMac: mac}, network);
        const former = past.findLast(one => one.ip === ip && one.network === network);
        const expected =
          ip === '0.0.0.0' || former === undefined || former.mac === mac
            ? undefined
            : {macs: [former.mac, mac], silenceNs: at - former.at};
        t.deepEqual(
          move === undefined ? undefined : {macs: movedBy(move), silenceNs: move.silenceNs},
          expected,
        );
        if (ip !== '0.0.0.0') past.push({at, ip, mac, network});
      });
    }),
  );
});

test('the owners are listed by address and network, in the order of their first claims', t => {
  const {observe, owners} = trackOwnership();
  t.deepEqual(owners(), []);
  observe(0n, claim(active), 'a');
  observe(1n, claim(active, {senderIp: client, targetIp: client}), 'a');
  observe(2n, claim(passive), 'b');
  observe(3n, claim(passive), 'a');
  t.deepEqual(owners(), [
    {ip: vip, network: 'a', owner: passive},
    {ip: client, network: 'a', owner: active},
    {ip: vip, network: 'b', owner: passive},
  ]);
});
