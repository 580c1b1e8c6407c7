/**
 * What `vip watch` of a thousand addresses costs at 1,000 frames a second, compared with `tcpdump -w /dev/null`; and the time and the size
 * of its metrics page.
 *
 * @module
 */

import {writeFileSync} from 'node:fs';
import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import type {Lab} from '@vip/core';
import {type Background, background, hasProgram, openCable, usage, VIP} from './machine.js';
import {quantile} from './measure.js';

const SEND = fileURLToPath(new URL('../../test/dist/fixtures/send-many.js', import.meta.url));
const ADDRESSES = 1000;
const RATE = 1000;
const PORT = '9798';
const SCRAPES = 20;
/** Until programs have reached their steady state, compiled code included, because a watch runs for months. */
const WARM_UP_MS = 15_000;

/** Measures the page's size and time, after a first request that loads the client's own code. */
const SCRAPE = `
await (await fetch('http://127.0.0.1:${PORT}/-/healthy')).text();
const times = [];
let octets = 0;
for (let turn = 0; turn < ${SCRAPES}; turn++) {
  const began = performance.now();
  const page = await fetch('http://127.0.0.1:${PORT}/metrics');
  octets = (await page.arrayBuffer()).byteLength;
  times.push(performance.now() - began);
}
console.log(JSON.stringify({octets, times}));
`;

interface Cost {
  readonly coreShare: number;
  readonly residentMegabytes: number;
}

export async function watchCost(seconds: number): Promise<void> {
  if (!hasProgram('tcpdump')) return;
  await using lab = await openCable();
  await lab.batch('b', [['link', 'set', 'lo', 'up']]);
  const list = `/tmp/vip-bench-addresses-${process.pid}`;
  writeFileSync(list, Array.from({length: ADDRESSES}, (_, n) => `10.20.${n >> 8}.${n & 0xff}\n`).join(''));
  const tcpdump = background(lab, 'b', ['tcpdump', '-i', 'vb', '-w', '/dev/null'], '>/dev/null');
  const argv = [process.execPath, VIP, 'watch', '--iface', 'vb', '--ip', `@${list}`, '--listen', PORT];
  const watch = background(lab, 'b', argv, '>/dev/null');
  await Promise.all([tcpdump.says(/listening/), watch.says(/metrics at/)]);
  const sendingS = seconds + WARM_UP_MS / 1000 + 5;
  const args = ['va', String(ADDRESSES), String(RATE), String(sendingS)];
  const sending = lab.run('a', [process.execPath, SEND, ...args], {timeoutMs: 2000 * sendingS});
  await sleep(WARM_UP_MS);
  const [floor, own] = await Promise.all([costOf(lab, tcpdump, seconds), costOf(lab, watch, seconds)]);
  const {stdout} = await lab.run('b', [process.execPath, '--input-type=module', '-e', SCRAPE]);
  const {octets, times} = JSON.parse(stdout) as {octets: number; times: number[]};
  const {sent} = JSON.parse((await sending).stdout) as {sent: number};
  const [said] = await Promise.all([tcpdump.interrupt(), watch.interrupt()]);
  // Its share of a core is so small that it would be suspect unless it saw nearly all frames.
  const seen = Number(/(\d+) packets captured/.exec(said)?.[1]);
  if (!(seen >= 0.95 * sent)) throw new Error(`tcpdump captured ${seen} of ${sent} frames`);
  const percent = ({coreShare}: Cost) => `${(100 * coreShare).toFixed(2)} % of a core`;
  console.log(
    `  ratio ${(own.coreShare / floor.coreShare).toFixed(1)}: ${percent(own)}, tcpdump ${percent(floor)}, of ${seen} frames`,
  );
  console.log(
    `  ${sent} frames of ${ADDRESSES} addresses, ${own.residentMegabytes.toFixed(0)} MB (target: 5 %, 200 MB)`,
  );
  console.log(
    `  page: ${(octets / 1e6).toFixed(2)} MB in ${quantile(times, 0.5).toFixed(0)} ms, at most ${Math.max(...times).toFixed(0)} ms (target: 2 MB, 50 ms; n ${SCRAPES})`,
  );
}

async function costOf(lab: Lab, running: Background, seconds: number): Promise<Cost> {
  const before = await usage(lab, 'b', running);
  const startedAt = performance.now();
  await sleep(seconds * 1000);
  const after = await usage(lab, 'b', running);
  const ran = after.processorMs - before.processorMs;
  return {coreShare: ran / (performance.now() - startedAt), residentMegabytes: after.residentMegabytes};
}
