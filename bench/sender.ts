/**
 * Sends ARP frames at a steady rate, in a process of its own: `node sender.js IFACE RATE SECONDS`. The last line of
 * output says how many the kernel took and in what time.
 *
 * Frames go to libpcap directly: the link looks before each frame whether somebody is connected, which limits it to
 * fewer than a capture has to take (see the bench `link`).
 *
 * @module
 */

import {createRequire} from 'node:module';
import {announcementFrames, parseIpv4, parseMac} from '@vip/arp';

interface RawSender {
  open(iface: string, filter: string, bufferSize: number, buffer: Uint8Array, options: object): string;
  send(frame: Uint8Array): void;
  close(): void;
}

const [iface = '', rate = '0', seconds = '0'] = process.argv.slice(2);
const require = createRequire(new URL('../../packages/arp/package.json', import.meta.url));
const {Cap} = require('cap') as {Cap: new () => RawSender};

/** 256 addresses, each announced in both forms: what a busy network's ARP looks like to a decoder. */
const frames = Array.from({length: 256}, (_, last) =>
  announcementFrames({ip: parseIpv4(`10.3.2.${last}`), mac: parseMac('02:00:00:00:00:11')}),
).flat();

const sender = new Cap();
sender.open(iface, '', 0, new Uint8Array(0), {receive: false});
const wanted = Number(rate) * Number(seconds);
const started = performance.now();
let sent = 0;
const pump = () => {
  // What is due by now, a few at a time, so that the rate is even down to a fraction of a millisecond.
  const due = Math.min(wanted, ((performance.now() - started) / 1000) * Number(rate));
  for (; sent < due; sent++) sender.send(frames[sent % frames.length] as Uint8Array);
  if (sent < wanted) setImmediate(pump);
  else {
    const took = (performance.now() - started) / 1000;
    sender.close();
    console.log(JSON.stringify({sent, seconds: took, rate: Math.round(sent / took)}));
  }
};
pump();
