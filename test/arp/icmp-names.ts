/** What an ICMP message is called: in one line, in its fields, and by tshark. */

import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {
  ethernet,
  type IcmpMessage,
  icmp,
  icmpv6,
  ipv4,
  ipv6,
  parseIpv4,
  parseIpv6,
  parseMac,
  stack,
  tcp,
  udp,
} from '@vip/arp';
import {encodeEnhancedPacket, encodeInterfaceDescription, encodeSectionHeader} from '@vip/arp/capture-file';
import {describeFrame, formatFrame} from '@vip/arp/describe';
import test from 'ava';
import {concat} from '../helpers/hex.js';
import {testWith} from '../helpers/require-tool.js';
import {runTool} from '../helpers/run-tool.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const link = ethernet({destination: parseMac('02:00:00:00:00:50'), source: parseMac('02:00:00:00:00:11')});
const [A4, B4] = [parseIpv4('10.3.2.11'), parseIpv4('10.3.2.50')];
const [A6, B6] = [parseIpv6('fd00:3:2::11'), parseIpv6('fd00:3:2::50')];
const PORTS = {sourcePort: 51_000, destinationPort: 7};

const over4 = (message: IcmpMessage) => stack(link, ipv4({source: A4, destination: B4}), icmp(message));
const over6 = (message: IcmpMessage) => stack(link, ipv6({source: A6, destination: B6}), icmpv6(message));
const other = (number: number, code = 0, body: Uint8Array = new Uint8Array(20)): IcmpMessage => ({
  type: 'other',
  number,
  code,
  body,
});

const asked4 = stack(ipv4({source: B4, destination: A4}), udp(PORTS), new Uint8Array(4));
const asked6 = stack(ipv6({source: B6, destination: A6}), tcp({...PORTS, flags: ['syn']}));
const unreachable = (code: number, quoted: Uint8Array): IcmpMessage => ({
  type: 'unreachable',
  code,
  detail: 0,
  quoted,
});

const ROWS: readonly (readonly [line: string, frame: Uint8Array])[] = [
  ['ICMP unreachable (port) for 10.3.2.50 > 10.3.2.11 UDP 51000 > 7', over4(unreachable(3, asked4))],
  [
    'ICMP unreachable (host) for 10.3.2.50 > 10.3.2.11 UDP 51000 > 7',
    over4(unreachable(1, asked4.subarray(0, 28))),
  ],
  ['ICMP unreachable (code 77)', over4(unreachable(77, new Uint8Array(3)))],
  [
    'ICMP time exceeded (time to live) for 10.3.2.50 > 10.3.2.11 UDP 51000 > 7',
    over4(other(11, 0, concat(new Uint8Array(4), asked4))),
  ],
  ['ICMP redirect (host)', over4(other(5, 1))],
  ['ICMP router solicitation', over4(other(10))],
  ['ICMP type 99 code 3', over4(other(99, 3))],
  [
    'ICMPv6 unreachable (address) for fd00:3:2::50 > fd00:3:2::11 TCP 51000 > 7',
    over6(unreachable(3, asked6)),
  ],
  [
    'ICMPv6 packet too big for fd00:3:2::50 > fd00:3:2::11 TCP 51000 > 7',
    over6(other(2, 0, concat(new Uint8Array(4), asked6))),
  ],
  ['ICMPv6 parameter problem (unrecognized next header)', over6(other(4, 1))],
  ['ICMPv6 router solicitation', over6(other(133, 0, new Uint8Array(4)))],
  ['ICMPv6 router advertisement', over6(other(134))],
  ['ICMPv6 redirect', over6(other(137))],
  ['ICMPv6 MLDv1 query', over6(other(130))],
  ['ICMPv6 MLDv2 query', over6(other(130, 0, new Uint8Array(24)))],
  ['ICMPv6 MLDv1 report', over6(other(131))],
  ['ICMPv6 MLDv1 done', over6(other(132))],
  ['ICMPv6 MLDv2 report', over6(other(143))],
  ['ICMPv6 type 200 code 0', over6(other(200))],
];

for (const [line, frame] of ROWS) {
  test(`in one line and in its fields: ${line}`, t => {
    const [ends] = /^\S+ > \S+ /.exec(formatFrame(frame)) ?? [''];
    t.is(formatFrame(frame), ends + line);
    const {summary, fields} = describeFrame(frame);
    t.is(summary, ends + line);
    t.deepEqual(concat(...fields.map(({octets}) => octets)), frame);
    const type = fields.find(({name}) => name === 'type');
    t.true(line.includes(type?.why || `type ${type?.value}`));
  });
}

test('an echo has its identifier and sequence in fields of their own', t => {
  const frame = over6({type: 'echo-request', identifier: 7, sequence: 258, data: new Uint8Array(56)});
  t.is(formatFrame(frame), `${A6} > ${B6} ICMPv6 echo-request id 7 seq 258, 56 octets`);
  const values = new Map(describeFrame(frame).fields.map(({name, value}) => [name, value]));
  t.is(values.get('type'), '128');
  t.is(values.get('identifier'), '7');
  t.is(values.get('sequence'), '258');
  t.is(values.get('data'), '56 octets');
});

/** tshark's names for messages that have another name here. */
const ALSO_CALLED: Readonly<Record<string, string>> = {
  'source quench (flow control)': 'source quench',
  'time-to-live exceeded': 'time exceeded',
  'mobile ip advertisement': 'router advertisement',
  'multicast listener query': 'mldv1 query',
  'multicast listener report': 'mldv1 report',
  'multicast listener done': 'mldv1 done',
  'multicast listener report message v2': 'mldv2 report',
};

/** Obsolete, experimental, private or reserved. */
const UNNAMED =
  /^(?:alternate host|ipv6 |information re|traceroute|datagram conv|mobile (?:host|registration)|domain name|skip|photuris|.*(?:experiment|unknown|reserved|unassigned|deprecated)|fmip|ilnp|locator|mpl)/;

testWith('tshark')('tshark calls every type the same', t => {
  const without = (...taken: readonly number[]) =>
    Array.from({length: 256}, (_, number) => number).filter(number => !taken.includes(number));
  const frames = [
    ...without(0, 3, 8).map(number => over4(other(number))),
    ...without(1, 128, 129, 135, 136).map(number => over6(other(number))),
  ];
  const file = join(temporaryDirectory(t), 'icmp.pcapng');
  const packets = frames.map(bytes => encodeEnhancedPacket({at: 0n, bytes}, 0));
  writeFileSync(file, concat(encodeSectionHeader(), encodeInterfaceDescription({name: 'test0'}), ...packets));
  const {stdout} = runTool('tshark', '-n', '-r', file, '-V');
  const called = stdout
    .split(/^Frame \d+/m)
    .slice(1)
    .map(typeIn);
  t.is(called.length, frames.length);
  let compared = 0;
  frames.forEach((frame, index) => {
    const theirs = called[index] ?? '';
    if (theirs === '' || UNNAMED.test(theirs)) return;
    const line = formatFrame(frame).toLowerCase();
    t.true(line.includes(ALSO_CALLED[theirs] ?? theirs), `${line}: ${theirs}`);
    compared++;
  });
  t.true(compared > 35);
});

/** `Type: Router Solicitation (133)`, or of ICMP `Type: 10 (Router solicitation)`. */
function typeIn(frame: string): string {
  const icmpPart = frame.slice(frame.search(/^Internet Control Message Protocol/m));
  const [, first = '', second = ''] = /^ {4}Type: (.*?) \((.*)\)$/m.exec(icmpPart) ?? [];
  return (/^\d+$/.test(first) ? second : first).toLowerCase().replace('neighbor', 'neighbour');
}
