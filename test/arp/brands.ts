/** Types vanish in JavaScript: text that is not an address is refused wherever it would become a number or octets. */

import {
  announcementFrames,
  arp,
  ethernet,
  type Ipv4Address,
  type Ipv6Address,
  icmp,
  ipFamilyOf,
  ipToNumber,
  ipv4,
  ipv4ToNumber,
  ipv6,
  isGroupMac,
  isInNetwork,
  isMulticastIpv6,
  keyOf,
  type MacAddress,
  multicastMac,
  networkSize,
  numberOfMac,
  parseIpv4,
  parseMac,
  resetOf,
  solicitedNodeAddress,
  stack,
  tickle,
  unsolicitedNa,
  VipError,
  virtualMacOf,
} from '@vip/arp';
import {encodeEnhancedPacket, encodeInterfaceStatistics} from '@vip/arp/capture-file';
import test from 'ava';

const MAC = parseMac('02:00:00:00:00:11');
const IP = parseIpv4('10.3.2.200');
const local = {address: IP, port: 7};
const echo = icmp({type: 'echo-request', identifier: 1, sequence: 1, data: new Uint8Array(0)});

const OF_IPV4: Readonly<Record<string, (text: Ipv4Address) => unknown>> = {
  ipFamilyOf,
  ipv4ToNumber,
  ipToNumber,
  keyOf,
  multicastMac,
  isInNetwork: text => isInNetwork(text, {address: IP, prefixLength: 8}),
  'isInNetwork, of the network': text => isInNetwork(IP, {address: text, prefixLength: 8}),
  announcementFrames: text => announcementFrames({ip: text, mac: MAC}),
  'ipv4, source': text => stack(ipv4({source: text, destination: IP}), echo),
  'ipv4, destination': text => stack(ipv4({source: IP, destination: text}), echo),
  'tickle, client': text => tickle({local, remote: {address: text, port: 51_000}}, 'ack'),
  'tickle, server': text => tickle({local: {address: text, port: 7}, remote: local}, 'ack'),
  resetOf: text => resetOf({local, remote: {address: text, port: 51_000}}, 1),
};

const OF_IPV6: Readonly<Record<string, (text: Ipv6Address) => unknown>> = {
  ipFamilyOf,
  'isInNetwork, of the other family': text => isInNetwork(text, {address: IP, prefixLength: 8}),
  ipToNumber,
  keyOf,
  multicastMac,
  isMulticastIpv6,
  solicitedNodeAddress,
  unsolicitedNa: text => unsolicitedNa({ip: text, mac: MAC}),
  'ipv6, source': text => stack(ipv6({source: text, destination: text, protocol: 99}), new Uint8Array(4)),
};

const OF_MAC: Readonly<Record<string, (text: MacAddress) => unknown>> = {
  numberOfMac,
  isGroupMac,
  virtualMacOf,
  announcementFrames: text => announcementFrames({ip: IP, mac: text}),
  'ethernet, destination': text =>
    stack(
      ethernet({destination: text, source: MAC}),
      arp({operation: 'request', senderMac: MAC, senderIp: IP, targetMac: MAC, targetIp: IP}),
    ),
};

function refused<Text extends string>(
  family: string,
  functions: Readonly<Record<string, (text: Text) => unknown>>,
  texts: readonly string[],
): void {
  for (const [name, call] of Object.entries(functions)) {
    for (const text of texts) {
      test(`${name} refuses ${JSON.stringify(text)} as ${family}`, t => {
        const error = t.throws(() => call(text as Text), {instanceOf: VipError});
        t.is(error.code, 'BAD_ADDRESS');
      });
    }
  }
}

refused('an IPv4 address', OF_IPV4, ['10.1', '10.3.2.256', '10.3.2.1/8', '', '1.2.3.x']);
refused('an IPv6 address', OF_IPV6, ['fd00:', 'fd00::1::2', 'fe80::1%eth0', 'ff02:', ':']);
refused('a MAC', OF_MAC, ['02:00:00:00:00', '02-00-00-00-00-11', '02:00:00:00:00:1g', '01', '']);

test('a prefix length that the family does not have is refused', t => {
  for (const length of [-1, 33, 1.5]) {
    t.throws(() => networkSize('IPv4', length), {
      message: `prefix length: expected 0 to 32, got ${length}`,
    });
    t.throws(() => isInNetwork(IP, {address: IP, prefixLength: length}), {instanceOf: VipError});
  }
});

test('the number of an interface that does not fit its field is refused', t => {
  const expected = {message: 'pcapng interface id: expected 0 to 4294967295, got -1'};
  t.throws(() => encodeEnhancedPacket({at: 0n, bytes: new Uint8Array(0)}, -1), expected);
  t.throws(() => encodeInterfaceStatistics({at: 0n, received: 0, dropped: 0}, -1), expected);
});
