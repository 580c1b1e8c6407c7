/**
 * A process that waits to take over addresses, inside a node: `node waiting-to-move.js IFACE BATCH WHEN IP...`. Its `ip` waits
 * as well, so that nothing has to be started. The first line on standard input is the trigger: the commands in the file BATCH
 * go to `ip`, and the addresses are announced, requests before replies, when all have been added (WHEN is `after`), or at once,
 * while the kernel adds them (`meanwhile`).
 *
 * @module
 */

import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import {createInterface} from 'node:readline';
import {announcementFrames, parseIpv4} from '@vip/arp';
import {openLink} from '@vip/arp/link';
import {inTurns} from '@vip/core/internal/announce';

const [iface = '', file = '', when = '', ...ips] = process.argv.slice(2);
/** The only command that makes `ip` print something, by which time it has run all the others. */
const DONE = 'link show dev lo\n';

await using link = openLink({iface, receive: false});
const frames = inTurns(ips.map(ip => announcementFrames({ip: parseIpv4(ip), mac: link.mac})));
const batch = readFileSync(file, 'utf8') + DONE;
const ip = spawn('ip', ['-batch', '-'], {stdio: ['pipe', 'pipe', 'inherit']});
ip.stdin.write(DONE);
await once(ip.stdout, 'data');
console.error('waiting');
for await (const _ of createInterface({input: process.stdin})) {
  ip.stdin.write(batch);
  const done = once(ip.stdout, 'data');
  if (when === 'after') await done;
  link.sendAll(frames);
  await done;
}
ip.stdin.end();
