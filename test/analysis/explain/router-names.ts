/** The owner of the address is named as in its protocol: VRRP's master, HSRP's active router, GLBP's AVG. */

import {createCollector, formatExplanation, judge} from '@vip/analysis/internal';
import {
  encodeGlbpPacket,
  encodeHsrpPacket,
  encodeUdpDatagram,
  GLBP_GROUP,
  GLBP_PORT,
  GLBP_STATE,
  HSRP_PORT,
  HSRP_V1_GROUP,
  type Ipv4Address,
  type MacAddress,
  multicastMac,
  PROTOCOL_UDP,
  parseMac,
} from '@vip/arp';
import test from 'ava';
import {hex} from '../../helpers/hex.js';
import {A, A_IP, B, B_IP, Scene, VIP} from '../../helpers/scene.js';

const HSRP_MAC = parseMac('00:00:0c:07:ac:0a');
const GLBP_MAC = parseMac('00:07:b4:00:0a:01');
const PASSWORD = {type: 'text', data: hex('636973636f000000')} as const;

function datagram(
  scene: Scene,
  ms: number,
  mac: MacAddress,
  ip: Ipv4Address,
  port: number,
  payload: Uint8Array,
) {
  const destination = port === HSRP_PORT ? HSRP_V1_GROUP : GLBP_GROUP;
  const udp = encodeUdpDatagram(
    {sourcePort: port, destinationPort: port, payload},
    {source: ip, destination},
  );
  scene.ip(ms, [mac, ip], [multicastMac(destination), destination], PROTOCOL_UDP, udp);
}

function hsrp(scene: Scene, ms: number, ip: Ipv4Address, operation: 'hello' | 'resign' = 'hello'): void {
  const payload = encodeHsrpPacket({
    ...{version: 1, interfaceState: undefined, authentication: PASSWORD},
    groups: [
      {
        ...{operation, state: 'active', group: 10, priority: 110, helloMs: 3000, holdMs: 10_000},
        ...{virtualIp: VIP, identifier: undefined},
      },
    ],
  });
  datagram(scene, ms, HSRP_MAC, ip, HSRP_PORT, payload);
}

function glbp(scene: Scene, ms: number, mac: MacAddress, ip: Ipv4Address): void {
  const payload = encodeGlbpPacket({
    ...{group: 10, owner: mac, authentication: PASSWORD},
    hello: {
      ...{state: GLBP_STATE.active, priority: 110, helloMs: 3000, holdMs: 10_000},
      ...{redirectSeconds: 600, timeoutSeconds: 14_400, virtualIp: VIP},
    },
    forwarders: [{forwarder: 1, state: GLBP_STATE.active, priority: 167, weight: 100, virtualMac: GLBP_MAC}],
  });
  datagram(scene, ms, GLBP_MAC, ip, GLBP_PORT, payload);
}

function explained(scene: Scene): string {
  const collector = createCollector({ips: [VIP]});
  collector.take([...scene.frames].sort((a, b) => Number(a.at - b.at)));
  const capture = collector.facts();
  return formatExplanation('capture', capture, judge(capture)).join(' ').replace(/\s+/g, ' ');
}

/** Questions, answered at one MAC throughout. */
function served(scene: Scene, fromMs: number, untilMs: number, mac: MacAddress): void {
  for (let ms = fromMs; ms < untilMs; ms += 100) scene.ping(ms, mac).pong(ms + 1, mac);
}

test('an HSRP router that succeeds another becomes active router, not master', t => {
  const scene = new Scene();
  for (let ms = 0; ms < 9000; ms += 3000) hsrp(scene, ms, A_IP);
  hsrp(scene, 9000, A_IP, 'resign');
  for (let ms = 9010; ms < 20_000; ms += 3000) hsrp(scene, ms, B_IP);
  served(scene, 5, 20_000, HSRP_MAC);
  const text = explained(scene);
  t.regex(
    text,
    /10\.3\.2\.211 became active router after 10\.3\.2\.210; the address stayed at 00:00:0c:07:ac:0a/,
  );
  t.regex(text, /10\.3\.2\.210 is active router of HSRPv1 10: priority 110, every 3000 ms/);
  t.regex(text, /10\.3\.2\.211 becomes active router after 10\.3\.2\.210; the MAC stays/);
  t.notRegex(text, /master/);
});

test('a GLBP gateway that falls silent is the AVG', t => {
  const scene = new Scene();
  for (let ms = 0; ms < 9000; ms += 3000) glbp(scene, ms, A, A_IP);
  served(scene, 5, 7000, GLBP_MAC);
  for (let ms = 7000; ms < 60_000; ms += 500) scene.ping(ms, GLBP_MAC);
  const text = explained(scene);
  t.regex(text, /10\.3\.2\.210 fell silent as AVG of GLBP 10 after frame \d+/);
  t.regex(text, /10\.3\.2\.210 is AVG of GLBP 10: priority 110/);
  t.notRegex(text, /is master/);
});

test('a VRRP router is master', t => {
  const scene = new Scene();
  for (let ms = 0; ms < 5000; ms += 1000) scene.vrrp(ms, B, B_IP, 100);
  served(scene, 5, 5000, B);
  t.regex(explained(scene), /10\.3\.2\.211 is master of VRRPv3 51: priority 100/);
});
