/** `vip explain` as a process: what it prints, and how it ends. */

import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {createReadStream, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {gunzipSync} from 'node:zlib';
import {
  ETHER_TYPE_IPV4,
  encodeEthernetFrame,
  encodeIpv4Packet,
  encodeVrrpPacket,
  PROTOCOL_VRRP,
  parseIpv4,
  parseMac,
  VRRP_GROUP,
} from '@vip/arp';
import {encodeEnhancedPacket, encodeInterfaceDescription, encodeSectionHeader} from '@vip/arp/capture-file';
import test from 'ava';
import {jsonLines, vip, vipCommand} from '../helpers/product.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const DIRECTORY = fileURLToPath(new URL('../../fixtures/failovers/', import.meta.url));
const capture = (name: string) => `${DIRECTORY}${name}.pcapng.gz`;

test('a fault yields exit 1, the story, the verdict and the remedy', async t => {
  const {code, stdout, stderr} = await vip('root', ['explain', capture('silent-failback')]);
  t.is(code, 1);
  t.is(stderr, '');
  t.regex(stdout, /:\n {2}1810 frames, 4967 ms from 2026-11-23 05:28:24\.120 UTC\n/);
  t.regex(stdout, /\n10\.3\.2\.200 on ext0: SILENT_FAILBACK, 2 changes of owner\n/);
  t.regex(stdout, /\n {2}warning: SILENT_FAILBACK \(frames [\d, ]+\)\n/);
  t.regex(stdout, /\n {4}Make the owner announce/);
});

/** The one-line answer, as pasted into a ticket. */
const HEALTHY =
  '10.3.2.200 on ext0: HEALTHY, 02:00:00:00:00:10 to 02:00:00:00:00:11 at 2026-11-23 05:28:07.946 UTC, frame 85';

test('with --brief, a healthy capture and an inconclusive one are one line each, with exit 0 and 3', async t => {
  const healthy = await vip('root', ['explain', '--brief', capture('healthy')]);
  t.deepEqual([healthy.code, healthy.stdout], [0, `${HEALTHY}\n`]);
  const blind = await vip('root', ['explain', '--brief', capture('cannot-tell')]);
  t.is(blind.code, 3);
  t.regex(blind.stdout, /^10\.3\.2\.200 on mcv0: CANNOT_TELL, [^\n]*, frame 323\n$/);
});

test('the first line is the answer, unbroken: the line of --brief', async t => {
  const whole = await vip('root', ['explain', capture('silent-failback')]);
  const brief = await vip('root', ['explain', '--brief', capture('silent-failback')]);
  const [answer = ''] = whole.stdout.split('\n');
  t.is(`${answer}\n`, brief.stdout);
  t.regex(answer, / to .* at 2026-.* UTC, .*dark for 1000 ms to 1010 ms, frame 1332$/);
});

test('--ip with an address that is not in the capture yields exit 3', async t => {
  const {code, stdout} = await vip('root', ['explain', '--brief', '--ip', '10.9.9.9', capture('healthy')]);
  t.deepEqual([code, stdout], [3, '10.9.9.9: CANNOT_TELL, not in this capture\n']);
});

test('--json prints an object for each address, and the summary', async t => {
  const {code, stdout} = await vip('root', ['explain', '--json', capture('no-announcement')]);
  t.is(code, 1);
  const [explanation, summary, ...others] = jsonLines(stdout);
  t.deepEqual(others, []);
  t.like(explanation, {kind: 'explanation', ip: '10.3.2.200', network: 'ext0', verdict: 'NO_ANNOUNCEMENT'});
  t.like(summary, {kind: 'summary', frames: 990, addresses: 1, exit: 1});
});

test('standard input, uncompressed', async t => {
  const file = join(temporaryDirectory(t), 'plain.pcapng');
  writeFileSync(file, gunzipSync(readFileSync(capture('healthy'))));
  const [program = '', ...args] = vipCommand('root', ['explain', '--brief', '-']);
  const child = spawn(program, args, {stdio: ['pipe', 'pipe', 'inherit']});
  let text = '';
  child.stdout.on('data', chunk => {
    text += chunk;
  });
  createReadStream(file).pipe(child.stdin);
  const [code] = await once(child, 'close');
  t.deepEqual([code, text], [0, `${HEALTHY}\n`]);
});

test('a large file, which is read twice, is explained like a compressed one, which is read once', async t => {
  // The frames are followed by a block of an unknown type, which is skipped.
  const filler = Buffer.alloc(5 << 20);
  filler.writeUInt32LE(0xbad, 0);
  for (const at of [4, filler.length - 4]) filler.writeUInt32LE(filler.length, at);
  for (const name of ['silent-failback', 'healthy', 'no-announcement']) {
    const file = join(temporaryDirectory(t), 'large.pcapng');
    writeFileSync(file, Buffer.concat([gunzipSync(readFileSync(capture(name))), filler]));
    const twice = await vip('root', ['explain', '--json', file]);
    const alone = await vip('root', ['explain', '--json', capture(name)]);
    t.deepEqual([twice.code, twice.stdout, twice.stderr], [alone.code, alone.stdout, alone.stderr], name);
    t.true(jsonLines(twice.stdout).length > 1, name);
  }
});

test('a file that cannot be read yields exit 3 and one line', async t => {
  const missing = await vip('root', ['explain', '/nowhere/at/all.pcap']);
  t.deepEqual([missing.code, missing.stdout], [3, '']);
  t.regex(missing.stderr, /^vip: \/nowhere\/at\/all\.pcap: no such file\n$/);
  const file = join(temporaryDirectory(t), 'text.pcap');
  writeFileSync(file, 'this is not a capture');
  const other = await vip('root', ['explain', file]);
  t.is(other.code, 3);
  t.regex(other.stderr, /^vip: \S+text\.pcap: [^\n]*expected pcap or pcapng[^\n]*\n$/);
});

test('of a truncated file, the records are read, with a warning', async t => {
  const octets = gunzipSync(readFileSync(capture('healthy')));
  const file = join(temporaryDirectory(t), 'cut.pcapng');
  writeFileSync(file, octets.subarray(0, octets.length - 10));
  const {code, stdout, stderr} = await vip('root', ['explain', '--brief', file]);
  t.deepEqual([code, stdout], [0, `${HEALTHY}\n`]);
  t.regex(stderr, /^vip: warning: \S+cut\.pcapng: [^\n]*cut off[^\n]*\n$/);
});

test('giving neither a file nor an interface, or both, yields exit 2', async t => {
  const neither = await vip('root', ['explain']);
  t.is(neither.code, 2);
  t.is(neither.stderr, 'vip: FILE: expected a capture file, --iface, --ip or --from, got none\n');
  const nowhere = await vip('root', ['explain', '--ip', '2001:db8:fe::1']);
  t.is(nowhere.code, 2);
  t.regex(nowhere.stderr, /^vip: --iface: [^\n]* no interface here is in the network of 2001:db8:fe::1\n$/);
  const both = await vip('root', ['explain', capture('healthy'), '--iface', 'lo']);
  t.is(both.code, 2);
  t.regex(both.stderr, /^vip: --iface: vip explain FILE does not read it; it does not apply to a file\n$/);
});

test('the output for virtual routers with many addresses and masters is limited', async t => {
  const file = join(temporaryDirectory(t), 'routers.pcapng');
  writeFileSync(file, manyMasters({routers: 4, masters: 300, addresses: 250}));
  const {code, stdout, stderr} = await vip('root', ['explain', file]);
  t.is(code, 3, stderr);
  t.false(stderr.includes('internal error'), stderr);
  t.true(stdout.split('\n').length < 1000);
});

/** Each master advertises addresses of its own. */
function manyMasters({routers, masters, addresses}: Record<'routers' | 'masters' | 'addresses', number>) {
  const ipOf = (number: number) => parseIpv4([10, number >> 16, (number >> 8) & 255, number & 255].join('.'));
  const macOf = (number: number) =>
    parseMac(
      `02:00:00:00:${(number >> 8).toString(16).padStart(2, '0')}:${(number & 255).toString(16).padStart(2, '0')}`,
    );
  const frames = Array.from({length: routers * masters}, (_, index) => {
    const path = {source: ipOf(1 + index), destination: VRRP_GROUP};
    const common = {virtualRouterId: 1 + (index % routers), priority: 100, intervalSeconds: 1};
    const none = {authenticationType: 0, authenticationData: new Uint8Array(8)};
    const own = Array.from({length: addresses}, (_, each) => ipOf(5000 + index * addresses + each));
    const payload = encodeVrrpPacket({version: 2, ...common, ...none, addresses: own}, path);
    const header = {destination: parseMac('01:00:5e:00:00:12'), source: macOf(index), tags: []};
    const packet = encodeIpv4Packet({...path, ttl: 255, protocol: PROTOCOL_VRRP, payload});
    const bytes = encodeEthernetFrame({...header, etherType: ETHER_TYPE_IPV4, payload: packet});
    return encodeEnhancedPacket({at: BigInt(index) * 1_000_000n, bytes, length: bytes.length}, 0);
  });
  return Buffer.concat([
    encodeSectionHeader({os: ''}),
    encodeInterfaceDescription({name: 'eth0'}),
    ...frames,
  ]);
}
