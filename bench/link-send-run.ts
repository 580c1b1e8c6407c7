/**
 * One turn of the bench `send`, inside a node: `node link-send-run.js WHAT IFACE SECONDS COUNT HEX...`, with the arguments of
 * `send-loop.c` after WHAT, which is `send`, `sendAll` or `cap`. The seconds are processor time.
 *
 * @module
 */

import {createRequire} from 'node:module';
import {openLink} from '@vip/arp/link';

interface RawSender {
  open(iface: string, filter: string, bufferSize: number, buffer: Uint8Array, options: object): string;
  send(frame: Uint8Array): void;
  close(): void;
}

const [what = '', iface = '', seconds = '0', count = '0', ...hex] = process.argv.slice(2);
const frames = hex.map(text => new Uint8Array(Buffer.from(text, 'hex')));
const AT_ONCE = 64;

interface Sender {
  send(frame: Uint8Array): void;
  close(): unknown;
}

/** Sends 64 frames, beginning with the one of this number. */
type Burst = (first: number) => void;

function through(sender: Sender): Burst {
  return first => {
    for (let index = first; index < first + AT_ONCE; index++) sender.send(frameOf(index));
  };
}

function openCap(): Sender {
  const require = createRequire(new URL('../../packages/arp/package.json', import.meta.url));
  const {Cap} = require('cap') as {Cap: new () => RawSender};
  const raw = new Cap();
  raw.open(iface, '', 0, new Uint8Array(0), {receive: false});
  return raw;
}

function contestant(): {burst: Burst; sender: Sender} {
  if (what === 'cap') {
    const sender = openCap();
    return {sender, burst: through(sender)};
  }
  const link = openLink({iface, receive: false});
  if (what === 'send') return {sender: link, burst: through(link)};
  // Bursts that begin at any of the at most 64 frames, as in C.
  const bursts = frames.map((_, first) =>
    Array.from({length: AT_ONCE}, (_, index) => frameOf(first + index)),
  );
  return {sender: link, burst: first => link.sendAll(bursts[first % frames.length] as Uint8Array[])};
}

function frameOf(index: number): Uint8Array {
  return frames[index % frames.length] as Uint8Array;
}

const {burst, sender} = contestant();
const processorMs = () => {
  const {user, system} = process.cpuUsage();
  return (user + system) / 1000;
};
const began = processorMs();
let sent = 0;
let took = 0;
do {
  burst(sent);
  sent += AT_ONCE;
  took = processorMs() - began;
} while (Number(count) > 0 ? sent < Number(count) : took < Number(seconds) * 1000);
await sender.close();
console.log(JSON.stringify({sent, rate: Math.round((sent * 1000) / took)}));
