/**
 * A process that waits to announce, inside a node: `node waiting.js IFACE IP`. Every line on standard input is a trigger.
 *
 * @module
 */

import {createInterface} from 'node:readline';
import {announcementFrames, parseIpv4} from '@vip/arp';
import {openLink} from '@vip/arp/link';

const [iface = '', ip = ''] = process.argv.slice(2);
await using link = openLink({iface, receive: false});
const frames = announcementFrames({ip: parseIpv4(ip), mac: link.mac});
console.error('waiting');
for await (const _ of createInterface({input: process.stdin})) link.sendAll(frames);
