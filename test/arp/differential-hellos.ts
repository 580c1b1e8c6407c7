/**
 * Our decoders of HSRP and GLBP against tshark's, on thousands of frames of each: where we have a value tshark has the same.
 *
 * @module
 */

import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {
  decodeFrame,
  encodeEthernetFrame,
  encodeGlbpPacket,
  encodeHsrpPacket,
  encodeIpv4Packet,
  encodeIpv6Packet,
  FrameView,
  GLBP_GROUP,
  GLBP_GROUP_IPV6,
  GLBP_PORT,
  type GlbpPacket,
  HSRP_GROUP_IPV6,
  HSRP_PORT,
  HSRP_PORT_IPV6,
  HSRP_V1_GROUP,
  HSRP_V2_GROUP,
  type HsrpPacket,
  type IpAddress,
  type Ipv4Address,
  type Ipv6Address,
  isOfIpv6,
  LINK_TYPE_ETHERNET,
  PROTOCOL_UDP,
  parseIpv4,
  parseIpv6,
  parseMac,
} from '@vip/arp';
import {describeFrame} from '@vip/arp/describe';
import test from 'ava';
import fc from 'fast-check';
import {pcapHeader, pcapRecord} from '../helpers/capture-files.js';
import {concat, hex, toHex} from '../helpers/hex.js';
import {testWith} from '../helpers/require-tool.js';
import {glbpPackets, hsrpPackets} from '../helpers/router-arbitraries.js';
import {tsharkFields} from '../helpers/run-tool.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const SAMPLE = {seed: 2281, numRuns: 2000};
const STATES_1 = {initial: 0, learn: 1, listen: 2, speak: 4, standby: 8, active: 16, disabled: -1};
const STATES_2 = {disabled: 0, initial: 1, learn: 2, listen: 3, speak: 4, standby: 5, active: 6};
const OPERATIONS = ['hello', 'coup', 'resign'];

const FIELDS = [
  ...['hsrp.version', 'hsrp.opcode', 'hsrp.state', 'hsrp.hellotime', 'hsrp.holdtime', 'hsrp.priority'],
  ...['hsrp.group', 'hsrp.virt_ip', 'hsrp.adv.activegrp', 'hsrp.adv.passivegrp', 'hsrp.adv.state'],
  ...['hsrp2.version', 'hsrp2.opcode', 'hsrp2.state', 'hsrp2.ipversion', 'hsrp2.group', 'hsrp2.identifier'],
  ...['hsrp2.hellotime', 'hsrp2.holdtime', 'hsrp2.priority', 'hsrp2.virt_ip', 'hsrp2.virt_ip_v6'],
  ...['hsrp2.active_groups', 'hsrp2.passive_groups', 'hsrp2.md5_key_id', 'hsrp2.md5_auth_data'],
  ...['hsrp.md5_ip_address', 'glbp.group', 'glbp.ownerid', 'glbp.hello.vgstate', 'glbp.hello.priority'],
  ...['glbp.hello.helloint', 'glbp.hello.holdint', 'glbp.hello.redirect', 'glbp.hello.timeout'],
  ...['glbp.hello.virtualipv4', 'glbp.hello.virtualipv6', 'glbp.reqresp.forwarder', 'glbp.reqresp.vfstate'],
  ...['glbp.reqresp.priority', 'glbp.reqresp.weight', 'glbp.reqresp.virtualmac', 'glbp.auth.authtype'],
  ...['glbp.auth.md5hash', 'glbp.auth.md5chainindex', 'glbp.auth.md5chainhash'],
] as const;

type Row = Readonly<Record<string, string>>;

/** The hello in a frame from the interface's own address to the protocol's group. */
function frame(destination: IpAddress, port: number, message: Uint8Array): Uint8Array {
  const header = new DataView(new ArrayBuffer(8));
  header.setUint16(0, port);
  header.setUint16(2, port);
  header.setUint16(4, 8 + message.length);
  const payload = concat(new Uint8Array(header.buffer), message);
  const packet = isOfIpv6(destination)
    ? encodeIpv6Packet({
        ...{source: parseIpv6('fe80::10'), destination: destination as Ipv6Address, payload},
        ...{trafficClass: 0, flowLabel: 0, hopLimit: 255, protocol: PROTOCOL_UDP},
      })
    : encodeIpv4Packet({
        ...{source: parseIpv4('10.3.2.10'), destination: destination as Ipv4Address},
        ...{ttl: 1, protocol: PROTOCOL_UDP, payload},
      });
  return encodeEthernetFrame({
    ...{destination: parseMac('01:00:5e:00:00:66'), source: parseMac('00:00:0c:9f:f0:0a')},
    ...{tags: [], etherType: isOfIpv6(destination) ? 0x86dd : 0x0800, payload: packet},
  });
}

function hsrpFrame(packet: HsrpPacket): Uint8Array {
  const message = encodeHsrpPacket(packet);
  if (packet.version === 1) return frame(HSRP_V1_GROUP, HSRP_PORT, message);
  const isIpv6 = packet.groups.some(({virtualIp}) => isOfIpv6(virtualIp));
  return isIpv6 ? frame(HSRP_GROUP_IPV6, HSRP_PORT_IPV6, message) : frame(HSRP_V2_GROUP, HSRP_PORT, message);
}

function expectedHsrp({version, groups, interfaceState, authentication}: HsrpPacket): Row {
  const name = version === 1 ? 'hsrp' : 'hsrp2';
  const all = (value: (group: HsrpPacket['groups'][number]) => unknown) => groups.map(value).join();
  const seconds = (ms: number) => (version === 1 ? ms / 1000 : ms);
  const of = (isWanted: (ip: IpAddress) => boolean) =>
    groups.flatMap(({virtualIp}) => (isWanted(virtualIp) ? [virtualIp] : [])).join();
  const states = version === 1 ? STATES_1 : STATES_2;
  return {
    ...(groups.length > 0 && {
      [`${name}.version`]: all(() => (version === 1 ? 0 : 2)),
      [`${name}.opcode`]: all(({operation}) => OPERATIONS.indexOf(operation)),
      [`${name}.state`]: all(({state}) => states[state]),
      [`${name}.hellotime`]: all(({helloMs}) => seconds(helloMs)),
      [`${name}.holdtime`]: all(({holdMs}) => seconds(holdMs)),
      [`${name}.priority`]: all(({priority}) => priority),
      [`${name}.group`]: all(({group}) => group),
      [`${name}.virt_ip`]: of(ip => !isOfIpv6(ip)),
    }),
    ...(version === 2 && {
      'hsrp2.virt_ip_v6': of(isOfIpv6),
      'hsrp2.identifier': all(({identifier}) => identifier),
      'hsrp2.ipversion': all(({virtualIp}) => (isOfIpv6(virtualIp) ? 6 : 4)),
      'hsrp2.active_groups': String(interfaceState?.activeGroups ?? ''),
      'hsrp2.passive_groups': String(interfaceState?.passiveGroups ?? ''),
    }),
    ...(version === 1 && {
      'hsrp.adv.activegrp': String(interfaceState?.activeGroups ?? ''),
      'hsrp.adv.passivegrp': String(interfaceState?.passiveGroups ?? ''),
      'hsrp.adv.state': String(interfaceState?.state ?? ''),
    }),
    ...(authentication.type === 'md5' && {
      'hsrp2.md5_key_id': String(authentication.keyId),
      'hsrp2.md5_auth_data': toHex(authentication.digest),
      'hsrp.md5_ip_address': authentication.source,
    }),
  };
}

function expectedGlbp({group, owner, hello, forwarders, authentication}: GlbpPacket): Row {
  const all = (value: (forwarder: GlbpPacket['forwarders'][number]) => unknown) =>
    forwarders.map(value).join();
  const ip = hello?.virtualIp;
  return {
    ...{'glbp.group': String(group), 'glbp.ownerid': owner},
    'glbp.hello.vgstate': String(hello?.state ?? ''),
    'glbp.hello.priority': String(hello?.priority ?? ''),
    'glbp.hello.helloint': String(hello?.helloMs ?? ''),
    'glbp.hello.holdint': String(hello?.holdMs ?? ''),
    'glbp.hello.redirect': String(hello?.redirectSeconds ?? ''),
    'glbp.hello.timeout': String(hello?.timeoutSeconds ?? ''),
    'glbp.hello.virtualipv4': ip === undefined || isOfIpv6(ip) ? '' : ip,
    'glbp.hello.virtualipv6': ip === undefined || !isOfIpv6(ip) ? '' : ip,
    'glbp.reqresp.forwarder': all(({forwarder}) => forwarder),
    'glbp.reqresp.vfstate': all(({state}) => state),
    'glbp.reqresp.priority': all(({priority}) => priority),
    'glbp.reqresp.weight': all(({weight}) => weight),
    'glbp.reqresp.virtualmac': all(({virtualMac}) => virtualMac),
    ...(authentication.type === 'md5' && {'glbp.auth.md5hash': toHex(authentication.digest)}),
    ...(authentication.type === 'md5-chain' && {
      'glbp.auth.md5chainindex': String(authentication.keyId),
      'glbp.auth.md5chainhash': toHex(authentication.digest),
    }),
  };
}

/** tshark writes an address of 96 bits of zero as one with a dotted quad. */
function canonical(row: Row): Row {
  const rewritten = ['hsrp2.virt_ip_v6', 'glbp.hello.virtualipv6'].map(name => {
    const addresses = (row[name] ?? '').split(',').filter(text => text !== '');
    return [name, addresses.map(parseIpv6).join()];
  });
  return {...row, ...Object.fromEntries(rewritten)};
}

testWith('tshark')('tshark agrees on every message of HSRP and GLBP', t => {
  const messages = [
    ...fc.sample(hsrpPackets, SAMPLE).map(packet => ({
      ...{protocol: 'hsrp', packet, bytes: hsrpFrame(packet), expected: expectedHsrp(packet)},
    })),
    ...fc.sample(glbpPackets, SAMPLE).map(packet => ({
      ...{protocol: 'glbp', packet, expected: expectedGlbp(packet)},
      bytes: frame(GLBP_GROUP, GLBP_PORT, encodeGlbpPacket(packet)),
    })),
  ];
  const file = join(temporaryDirectory(t), 'hellos.pcap');
  writeFileSync(file, concat(pcapHeader(), ...messages.map(({bytes}) => pcapRecord(bytes))));
  const {rows} = tsharkFields(file, [...FIELDS, '_ws.malformed']);
  t.is(rows.length, messages.length);
  const view = new FrameView();
  messages.forEach(({protocol, packet, bytes, expected}, index) => {
    const row = canonical(rows[index] as Row);
    t.deepEqual(
      Object.fromEntries(Object.keys(expected).map(name => [name, row[name]])),
      expected,
      toHex(bytes),
    );
    t.is(row['_ws.malformed'], '');
    t.like(decodeFrame(bytes, LINK_TYPE_ETHERNET), {kind: protocol, packet} as never);
    view.read(bytes, 1);
    t.is(view.kind, protocol as never);
  });
});

test('a frame of each is described in one line, and every octet once', t => {
  const hsrp = frame(HSRP_V1_GROUP, HSRP_PORT, hex('00 00 10 03 0a 6e 0a 00 | 636973636f000000 | 0a0302c8'));
  const glbp = frame(
    GLBP_GROUP_IPV6,
    GLBP_PORT,
    hex(
      `01 00 000a 0000 020000000010 | 01 18 00 04 00 6e ${'00'.repeat(18)} | ` +
        '02 14 01 20 00 a7 64 00000000000000 0007b4000a01',
    ),
  );
  for (const [bytes, kind, summary] of [
    [hsrp, 'hsrp', '10.3.2.10 > 224.0.0.2 HSRPv1 group 10 hello, active, priority 110, 10.3.2.200'],
    [
      glbp,
      'glbp',
      'fe80::10 > ff02::66 GLBP group 10, listen, priority 110, no address yet, forwarder 1 active 00:07:b4:00:0a:01',
    ],
  ] as const) {
    const described = describeFrame(bytes);
    t.is(described.kind, kind);
    t.is(described.summary, summary);
    t.deepEqual(concat(...described.fields.map(({octets}) => octets)), bytes);
  }
});

test('a datagram to another port, or a unicast one, is no hello', t => {
  const message = hex('00 00 10 03 0a 6e 0a 00 | 636973636f000000 | 0a0302c8');
  const view = new FrameView();
  for (const bytes of [
    frame(HSRP_V1_GROUP, 1986, message),
    frame(parseIpv4('10.3.2.1'), HSRP_PORT, message),
  ]) {
    view.read(bytes, 1);
    t.is(view.kind, 'ipv4');
    t.is(decodeFrame(bytes, LINK_TYPE_ETHERNET).kind, 'udp');
  }
});
