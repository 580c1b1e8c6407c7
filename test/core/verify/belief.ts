import {parseIpv4, parseMac} from '@vip/arp';
import {conclude, type Findings, ipv4Gateways, ipv6Gateways} from '@vip/core/internal/verify';
import test from 'ava';

const pair = {vip: parseIpv4('10.3.2.200'), neighbour: parseIpv4('10.3.2.50')};
const announced = parseMac('02:00:00:00:00:11');
const old = parseMac('02:00:00:00:00:10');
const neighbourMac = parseMac('02:00:00:00:00:50');
const NOTHING: Findings = {
  ...{pair, announced, neighbourMac, delivery: undefined},
  ...{answersControl: false, hasAsked: false},
};
const sentTo = (heldMac: typeof old, senderMac = neighbourMac) =>
  ({kind: 'delivery', from: pair.neighbour, to: pair.vip, heldMac, senderMac}) as const;

test("the destination of a neighbour's packets decides", t => {
  t.deepEqual(conclude({...NOTHING, delivery: sentTo(announced)}) as unknown, {
    ...pair,
    ...{neighbourMac, verdict: 'believes', holds: announced, hasAsked: false, isSilent: false},
  });
  t.like(conclude({...NOTHING, delivery: sentTo(old)}), {verdict: 'disbelieves', holds: old});
});

test("without a frame to the VIP, the neighbour's entry is unknown: it may hold another MAC, drop our pings, or route them elsewhere", t => {
  t.like(conclude({...NOTHING, answersControl: true}), {
    verdict: 'unknown',
    holds: undefined,
    isSilent: true,
  });
  t.like(conclude({...NOTHING, hasAsked: true}), {verdict: 'unknown', hasAsked: true, isSilent: false});
  t.like(conclude({...NOTHING, answersControl: true, delivery: sentTo(old)}), {
    ...{verdict: 'disbelieves', isSilent: false},
  });
});

test('the entry of a neighbour that does not answer at all is unknown', t => {
  t.is(conclude(NOTHING).verdict, 'unknown');
  t.false('neighbourMac' in conclude({...NOTHING, neighbourMac: undefined}));
});

test("an answer through a router shows the router's entry", t => {
  const router = parseMac('02:00:00:00:00:01');
  t.like(conclude({...NOTHING, delivery: sentTo(announced, router)}), {verdict: 'believes', via: router});
});

test('only default gateways reached through the interface count', t => {
  const table = [
    'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT',
    'va\t00000000\t3202030A\t0003\t0\t0\t0\t00000000\t0\t0\t0',
    'va\t0000000A\t00000000\t0001\t0\t0\t0\t000000FF\t0\t0\t0',
    'vx\t00000000\t0101010A\t0003\t0\t0\t0\t00000000\t0\t0\t0',
    'va\t00000000\t00000000\t0001\t0\t0\t9\t00000000\t0\t0\t0',
    '',
  ].join('\n');
  t.deepEqual(ipv4Gateways(table, 'va', true) as string[], ['10.3.2.50']);
  t.deepEqual(ipv4Gateways(table, 'vx', false) as string[], ['1.1.1.10']);
  t.deepEqual(ipv4Gateways('', 'va'), []);
  const zeros = '0'.repeat(32);
  const gateway = 'fd000003000200000000000000000001';
  const rest = '00000400 00000001 00000000 00000003       va';
  const ipv6 = `${zeros} 00 ${zeros} 00 ${gateway} ${rest}\n${zeros} 40 ${zeros} 00 ${gateway} ${rest}\n${zeros} 00 ${zeros} 00 ${zeros} ${rest}\n`;
  t.deepEqual(ipv6Gateways(ipv6, 'va') as string[], ['fd00:3:2::1']);
});
