/**
 * How long the metrics page of `vip watch` takes at its limit of 2,000,000 octets, while the network is flooded: a thousand IPv6 addresses,
 * each with services and a past outage.
 *
 * @module
 */

import {writeFileSync} from 'node:fs';
import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {background, openCable, usage, VIP} from './machine.js';
import {quantile} from './measure.js';

const SEND = fileURLToPath(new URL('../../test/dist/fixtures/send-page.js', import.meta.url));
const ADDRESSES = 1000;
const PORT = '9798';
const SCRAPES = 40;
/** How long it takes until everything sent has been judged, and the page is as long as it can be. Milliseconds. */
const JUDGED_MS = 10_000;
/** A scraper comes every few seconds, by which time the page has changed. Milliseconds. */
const BETWEEN_MS = 500;

/** Its argument is the watch's process ID: the time that its threads ran shows the cost of a page even on a busy machine. */
const SCRAPE = `
const {setTimeout: sleep} = await import('node:timers/promises');
const {readdirSync, readFileSync} = await import('node:fs');
const tasks = '/proc/' + process.argv[1] + '/task/';
const ran = () => readdirSync(tasks).reduce((sum, id) => sum + Number(readFileSync(tasks + id + '/schedstat', 'utf8').split(' ')[0]), 0) / 1e6;
await (await fetch('http://127.0.0.1:${PORT}/-/healthy')).text();
const pages = [];
for (let turn = 0; turn < ${SCRAPES}; turn++) {
  await sleep(${BETWEEN_MS});
  const began = performance.now();
  await (await fetch('http://127.0.0.1:${PORT}/-/healthy')).text();
  const waited = performance.now() - began;
  const before = ran();
  const page = await fetch('http://127.0.0.1:${PORT}/metrics');
  const octets = (await page.arrayBuffer()).byteLength;
  pages.push({octets, waited, took: performance.now() - began - waited, ran: ran() - before});
}
console.log(JSON.stringify(pages));
`;

interface Scraped {
  readonly octets: number;
  /** How long the page took, and the smallest request just before it. Milliseconds. */
  readonly took: number;
  readonly waited: number;
  /** How long the watch ran meanwhile, frames included. Milliseconds of processor time. */
  readonly ran: number;
}

export async function watchPage(): Promise<void> {
  await using lab = await openCable();
  await lab.batch('b', [['link', 'set', 'lo', 'up']]);
  const list = `/tmp/vip-bench-addresses-${process.pid}`;
  const ipOf = (number: number) => `2001:db8:ffff:ffff:ffff:ffff:ffff:${(0x1000 + number).toString(16)}\n`;
  writeFileSync(list, Array.from({length: ADDRESSES}, (_, number) => ipOf(number)).join(''));
  const argv = [process.execPath, VIP, 'watch', '--iface', 'vb', '--ip', `@${list}`, '--listen', PORT];
  const watch = background(lab, 'b', argv, '>/dev/null');
  await watch.says(/metrics at/);
  const sending = background(lab, 'a', [process.execPath, SEND, 'va', String(ADDRESSES)], '>/dev/null');
  await sending.says(/full/);
  await sleep(JUDGED_MS);
  const before = await usage(lab, 'b', watch);
  const pid = /pid (\d+)/.exec(watch.said())?.[1] ?? '';
  const {stdout} = await lab.run('b', [process.execPath, '--input-type=module', '-e', SCRAPE, pid]);
  const after = await usage(lab, 'b', watch);
  const pages = JSON.parse(stdout) as Scraped[];
  await Promise.all([sending.interrupt(), watch.interrupt()]);
  const [first] = pages;
  const least = Math.min(...pages.map(({octets}) => octets));
  const most = Math.max(...pages.map(({octets}) => octets));
  const spread = (times: readonly number[]) =>
    `${Math.min(...times).toFixed(1)} ms at least, median ${quantile(times, 0.5).toFixed(1)}, p95 ${quantile(times, 0.95).toFixed(1)}, at most ${Math.max(...times).toFixed(1)}`;
  console.log(`  page: ${least} to ${most} octets (target: 2 MB, 50 ms; n ${SCRAPES})`);
  console.log(`  it took ${spread(pages.map(({took}) => took))}`);
  console.log(`  the first, for which none was ready: ${first?.took.toFixed(1)} ms`);
  console.log(`  processor time: ${spread(pages.map(({ran}) => ran))}`);
  console.log(`  /-/healthy, just before: ${spread(pages.map(({waited}) => waited))}`);
  console.log(
    `  processor in all: ${(after.processorMs - before.processorMs).toFixed(0)} ms; ${after.residentMegabytes.toFixed(0)} MB`,
  );
}
