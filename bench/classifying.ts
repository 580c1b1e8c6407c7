/**
 * A program that captures to memory, inside a node: `node classifying.js IFACE` decodes every ARP frame and classifies its
 * purpose, until it is interrupted. Its last line is that of `vip capture`.
 *
 * @module
 */

import {type ArpPurpose, classifyArp, decodeArpPacket, decodeEthernetFrame} from '@vip/arp';
import {openLink} from '@vip/arp/link';

const [iface = ''] = process.argv.slice(2);
/** The same ring as in `vip capture`. */
const link = openLink({iface, filter: 'arp', bufferBytes: 32 << 20, waitMs: 20});
process.once('SIGINT', () => void link.close());
console.error('listening');
const counts = new Map<ArpPurpose['kind'], number>();
for await (const batch of link.batches())
  for (const {bytes} of batch) {
    const {kind} = classifyArp(decodeArpPacket(decodeEthernetFrame(bytes).payload));
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
const {received, dropped} = link.statistics();
console.error(`${counts.get('announcement') ?? 0} shown, ${received} received, ${dropped} dropped`);
