/**
 * The flood, inside a node: `node flood-run.js IFACE SECONDS` sends as many UDP frames as it can, every 512th of
 * which is an announcement instead.
 *
 * @module
 */

import {announcementFrames, parseIpv4} from '@vip/arp';
import {openLink} from '@vip/arp/link';

const [iface = '', seconds = '1'] = process.argv.slice(2);
const AT_ONCE = 64;
const PLAIN_BURSTS = 7;
const UDP_LENGTH = 142;

await using link = openLink({iface, receive: false});
/** To an unused MAC: an IPv4 header, of which a filter examines only the EtherType. */
const udp = new Uint8Array(UDP_LENGTH);
udp.set([0x02, 0, 0, 0, 0, 0x99, 0x02, 0, 0, 0, 0, 0x11, 0x08, 0x00, 0x45, 0, 0, 128, 0, 0, 0, 0, 64, 17]);
const [announcement = udp] = announcementFrames({ip: parseIpv4('10.3.2.200'), mac: link.mac});
const plain = Array.from({length: AT_ONCE}, () => udp);
const mixed = [...plain.slice(1), announcement];

const end = performance.now() + Number(seconds) * 1000;
let sent = 0;
for (; performance.now() < end; sent++) {
  for (let index = 0; index < PLAIN_BURSTS; index++) link.sendAll(plain);
  link.sendAll(mixed);
}
console.log(JSON.stringify({sent, flooded: sent * (AT_ONCE * (PLAIN_BURSTS + 1) - 1)}));
