/**
 * A process that waits to announce, inside a node: `node waiting.js IFACE BATCH IP...`. For every line on standard input it
 * gives BATCH to `ip -batch` (`-` for nothing) and announces all addresses, the requests before the replies.
 *
 * @module
 */

import {execFileSync} from 'node:child_process';
import {createInterface} from 'node:readline';
import {announcementFrames, parseIpv4} from '@vip/arp';
import {openLink} from '@vip/arp/link';
import {inTurns} from '@vip/core/announce';

const [iface = '', batch = '-', ...ips] = process.argv.slice(2);
await using link = openLink({iface, receive: false});
const frames = inTurns(ips.map(ip => announcementFrames({ip: parseIpv4(ip), mac: link.mac})));
console.error('waiting');
for await (const _ of createInterface({input: process.stdin})) {
  if (batch !== '-') execFileSync('ip', ['-batch', batch]);
  link.sendAll(frames);
}
