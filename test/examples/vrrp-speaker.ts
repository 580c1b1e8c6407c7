/** The file of the VRRP speaker in docs/examples: each line a step, each advertisement the frame that it describes. */

import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {
  decodeFrame,
  isVrrpTagCorrect,
  LINK_TYPE_ETHERNET,
  parseIpv4,
  parseIpv4Interface,
  parseMac,
  VipError,
} from '@vip/arp';
import test from 'ava';
import {vrrpPassword} from '#arp/wire/router/vrrp-authentication';
import {frameOf} from '#vrrp-speaker/advert';
import {parseScript} from '#vrrp-speaker/script';
import {pcapHeader, pcapRecord} from '../helpers/capture-files.js';
import {concat} from '../helpers/hex.js';
import {testWith} from '../helpers/require-tool.js';
import {tsharkFields} from '../helpers/run-tool.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const VIP = parseIpv4Interface('10.3.2.200/8');
const KEY = '0123456789abcdef0123456789abcdef';
const SENDING = {
  mac: parseMac('02:00:00:00:00:11'),
  ip: parseIpv4('10.3.2.211'),
  at: 1_700_000_000_500_000_000n,
};

function frameFor(line: string): Uint8Array {
  const [step] = parseScript(line, 'adverts', VIP);
  if (step?.kind !== 'advert') throw new Error(`no advertisement: ${line}`);
  return frameOf(step.advert, SENDING);
}

function readFrame(line: string) {
  const frame = decodeFrame(frameFor(line), LINK_TYPE_ETHERNET);
  if (frame.kind !== 'vrrp') throw new Error(`${line}: ${frame.kind}`);
  return {link: frame.link, ip: frame.ip, ...frame.packet};
}

test('the steps of a file, in order; remarks and empty lines are none', t => {
  const text = [
    '# the other router',
    'silence 1500ms',
    '',
    'hold   # the VIP',
    'hold 10.3.2.201/8 10.3.2.202/32',
    'advert times=3',
    'wait 0.5s',
    'release',
    'advert priority=0 for=2s',
    'advert',
  ].join('\n');
  const steps = parseScript(text, 'adverts', VIP).map(step =>
    step.kind === 'advert' ? [step.kind, step.advert.times, step.advert.forMs] : {...step, text: undefined},
  );
  t.deepEqual(steps, [
    {kind: 'silence', ms: 1500, text: undefined},
    {kind: 'hold', addresses: [VIP], text: undefined},
    {
      kind: 'hold',
      addresses: ['10.3.2.201/8', '10.3.2.202/32'].map(parseIpv4Interface),
      text: undefined,
    },
    ['advert', 3, undefined],
    {kind: 'wait', ms: 500, text: undefined},
    {kind: 'release', text: undefined},
    ['advert', undefined, 2000],
    ['advert', undefined, undefined],
  ]);
});

test('an advertisement says what its line says, and what keepalived would say by default', t => {
  const usual = readFrame('advert');
  t.is(usual.link.destination as string | undefined, '01:00:5e:00:00:12');
  t.is(usual.hops, 255);
  t.like(usual.advertisement, {checksum: 'correct', trailer: undefined});
  t.like(usual.advertisement.packet, {
    ...{version: 2, virtualRouterId: 51, priority: 100, intervalSeconds: 1, authenticationType: 0},
    addresses: [VIP.address],
  });
  const other = readFrame(
    'advert version=3 vrid=7 priority=200 interval=100ms addresses=10.3.2.201,10.3.2.202',
  );
  t.like(other.advertisement.packet, {
    ...{version: 3, virtualRouterId: 7, priority: 200, intervalCentiseconds: 10},
    addresses: ['10.3.2.201', '10.3.2.202'].map(parseIpv4),
  });
  t.is(readFrame('advert mac=01:00:5e:00:00:13').link.destination as string | undefined, '01:00:5e:00:00:13');
});

test('the readings of the checksum, a password, and the trailer of keepalived 2.4', t => {
  t.like(readFrame('advert version=3 checksum=plain').advertisement, {checksumReading: 'plain'});
  t.like(readFrame('advert version=3').advertisement, {checksumReading: 'pseudo-header'});
  t.like(readFrame('advert checksum=pseudo-header').advertisement, {checksum: 'wrong'});
  const {packet} = readFrame('advert password=secret').advertisement;
  t.is('version' in packet ? vrrpPassword(packet) : undefined, 'secret');
  const signed = readFrame(`advert version=3 checksum=plain key=${KEY}`);
  t.like(signed.advertisement, {
    checksumReading: 'plain',
    trailer: {seconds: 1_700_000_000, fraction: 0x8000},
  });
  t.true(isVrrpTagCorrect(signed.payload, signed.source, new TextEncoder().encode(KEY)));
});

const REFUSED: readonly (readonly [text: string, message: string])[] = [
  ['speak', 'line 1: step: expected wait, silence, hold, advert or release, got "speak"'],
  ['wait\n', 'line 1: wait: expected a time such as 100ms or 1s, up to a day, got nothing'],
  ['\nwait 5', 'line 2: wait: expected a time such as 100ms or 1s, up to a day, got "5"'],
  ['silence 1s 2s', 'line 1: silence: expected a time alone, got more'],
  ['release now', 'line 1: release: expected nothing behind it, got more'],
  ['hold 10.3.2.200', 'line 1: IPv4 prefix: expected an address with /0 to /32, got "10.3.2.200"'],
  ['advert version=4', 'line 1: version: expected 2 to 3, got "4"'],
  ['advert vrid=256', 'line 1: vrid: expected 0 to 255, got "256"'],
  ['advert vrid=1 vrid=2', 'line 1: vrid: expected it once, got it twice'],
  ['advert loud', 'line 1: word: expected KEY=VALUE, got "loud"'],
  [
    'advert interval=100ms',
    'line 1: interval: expected a multiple of 1000 ms, 255000 ms at the most, got 100 ms',
  ],
  [
    'advert version=3 password=x',
    'line 1: authentication: expected version=2 with it, got version 3, which has none',
  ],
  ['advert password=123456789', 'line 1: password: expected 8 octets or fewer, got 9'],
  ['advert checksum=wrong', 'line 1: checksum: expected pseudo-header or plain, got "wrong"'],
  ['advert times=2 for=2s', 'line 1: advert: expected times= or for=, got both'],
  ['advert\n\nrelease', 'line 3: expected times= or for= in the advert before it, got neither'],
];

for (const [text, message] of REFUSED) {
  test(`refuses ${JSON.stringify(text)}`, t => {
    t.throws(() => parseScript(text, 'adverts', VIP), {instanceOf: VipError, message: `adverts: ${message}`});
  });
}

test('a file of more than 1000 lines, more addresses than fit, and no address at all are refused', t => {
  t.throws(() => parseScript('wait 1s\n'.repeat(1001), 'adverts', VIP), {
    message: 'adverts: expected 1000 lines or fewer, got more',
  });
  const addresses = Array.from({length: 256}, (_, index) => `10.0.0.${index}`).join(',');
  t.throws(() => parseScript(`advert addresses=${addresses}`, 'adverts', VIP), {
    message: 'adverts: line 1: addresses: expected 255 or fewer, got 256',
  });
  for (const verb of ['hold', 'advert'])
    t.throws(() => parseScript(verb, 'adverts', undefined), {
      message: /or VIP in the environment, got neither$/,
    });
});

testWith('tshark')('tshark reads the frames as their lines say', t => {
  const lines = [
    'advert password=secret addresses=10.3.2.200,10.3.2.201',
    'advert version=3 interval=100ms priority=200 vrid=7',
    'advert version=3 checksum=plain',
    'advert mac=02:00:00:00:00:99',
  ];
  const file = join(temporaryDirectory(t), 'adverts.pcap');
  writeFileSync(file, concat(pcapHeader(), ...lines.map(line => pcapRecord(frameFor(line)))));
  const {rows} = tsharkFields(file, [
    ...(['eth.dst', 'ip.ttl', 'vrrp.version', 'vrrp.virt_rtr_id', 'vrrp.prio', 'vrrp.ip_addr'] as const),
    ...(['vrrp.checksum.status', 'vrrp.auth_string'] as const),
  ]);
  const group = '01:00:5e:00:00:12';
  t.deepEqual(
    rows.map(row => Object.values(row)),
    [
      [group, '255', '2', '51', '100', '10.3.2.200,10.3.2.201', '1', 'secret'],
      [group, '255', '3', '7', '200', '10.3.2.200', '1', ''],
      // tshark 4.0 knows one reading of version 3 only.
      [group, '255', '3', '51', '100', '10.3.2.200', '0', ''],
      ['02:00:00:00:00:99', '255', '2', '51', '100', '10.3.2.200', '1', ''],
    ],
  );
});
