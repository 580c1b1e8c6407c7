/**
 * One turn of the bench `link`, inside a node: `node link-send-run.js IFACE`.
 *
 * @module
 */

import {createRequire} from 'node:module';
import {announcementFrames, parseIpv4, parseMac} from '@vip/arp';
import {openLink} from '@vip/arp/link';

const [iface = ''] = process.argv.slice(2);
const SECONDS = 0.5;
const [frame = new Uint8Array(60)] = announcementFrames({
  ip: parseIpv4('10.3.2.200'),
  mac: parseMac('02:00:00:00:00:11'),
});

/** Calls a second. */
function rate(send: () => void): number {
  const started = performance.now();
  let sent = 0;
  while (performance.now() - started < SECONDS * 1000) {
    for (let index = 0; index < 64; index++) send();
    sent += 64;
  }
  return Math.round((sent * 1000) / (performance.now() - started));
}

interface RawSender {
  open(iface: string, filter: string, bufferSize: number, buffer: Uint8Array, options: object): string;
  send(frame: Uint8Array): void;
  close(): void;
}

const require = createRequire(new URL('../../packages/arp/package.json', import.meta.url));
const {Cap} = require('cap') as {Cap: new () => RawSender};
const raw = new Cap();
raw.open(iface, '', 0, new Uint8Array(0), {receive: false});
const direct = rate(() => raw.send(frame));
raw.close();

const link = openLink({iface, receive: false});
const ours = rate(() => link.send(frame));
await link.close();
console.log(JSON.stringify({'libpcap, called directly': direct, 'link.send': ours}));
