/**
 * Sends ARP frames at a steady rate, in a process of its own: `node sender.js IFACE RATE SECONDS`. The last line of
 * output has the number of frames that the kernel took, and the time.
 *
 * @module
 */

import {announcementFrames, parseIpv4, parseMac} from '@vip/arp';
import {openLink} from '@vip/arp/link';

const [iface = '', rate = '0', seconds = '0'] = process.argv.slice(2);

/** 256 addresses, each announced in both forms, like the ARP of a busy network. */
const frames = Array.from({length: 256}, (_, last) =>
  announcementFrames({ip: parseIpv4(`10.3.2.${last}`), mac: parseMac('02:00:00:00:00:11')}),
).flat();

const sender = openLink({iface, receive: false});
const wanted = Number(rate) * Number(seconds);
const started = performance.now();
let sent = 0;
const pump = () => {
  // The frames due by now, a few at a time, so that the rate is even down to a fraction of a millisecond.
  const due = Math.min(wanted, ((performance.now() - started) / 1000) * Number(rate));
  while (sent < due) {
    const first = sent % frames.length;
    const some = frames.slice(first, first + Math.ceil(due - sent));
    sender.sendAll(some);
    sent += some.length;
  }
  if (sent < wanted) setImmediate(pump);
  else {
    const took = (performance.now() - started) / 1000;
    void sender.close();
    console.log(JSON.stringify({sent, seconds: took, rate: Math.round(sent / took)}));
  }
};
pump();
