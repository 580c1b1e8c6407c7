/**
 * Pages held by the thread that answers requests for a watch: the current one, or that of the last second,
 * and none if the watch is not running.
 */

import {setTimeout as sleep} from 'node:timers/promises';
import {HeldPages, Metrics} from '@vip/core/internal/watch';
import test from 'ava';
import {pageText} from '../../helpers/metrics-page.js';

const SECOND = 1_000_000_000n;
/** Longer than anything waits unless by mistake. Milliseconds. */
const EVER_MS = 60_000;

type Told = Parameters<ConstructorParameters<typeof HeldPages>[0]['tell']>[0];

function heldPages({patienceMs = EVER_MS, longestMs = EVER_MS} = {}) {
  const told: Told[] = [];
  const time = {now: 100n * SECOND};
  const tell = (message: Told) => told.push(message);
  const pages = new HeldPages({tell, clock: () => time.now, patienceMs, longestMs});
  pages.take({kind: 'shown', at: time.now});
  const give = (letter: string, takenAt: bigint, isOpenMetrics = false) => {
    const memory = new ArrayBuffer(16);
    new Uint8Array(memory).set(Buffer.from(letter));
    const page = {isOpenMetrics, type: 'text/plain', memory, octets: letter.length, takenAt};
    pages.take({kind: 'page', at: time.now, page});
  };
  const read = async (isOpenMetrics = false) => {
    const page = await pages.read(isOpenMetrics);
    return page && {...page, text: Buffer.from(page.octets).toString()};
  };
  const returned = () => told.filter(({kind}) => kind === 'returned').length;
  return {pages, time, told, give, read, returned};
}

test('a reader gets a page written after it asked, in the format that it asked for', async t => {
  const {told, time, give, read} = heldPages();
  give('old', time.now - 1n);
  const reading = read(true);
  t.deepEqual(told, [{kind: 'asked', isOpenMetrics: true}]);
  give('text', time.now);
  give('begun before', time.now - 1n, true);
  give('of now', time.now, true);
  t.is((await reading)?.text, 'of now');
});

test('while the watch is busy, a reader gets the page of the last second', async t => {
  const {time, give, read} = heldPages({patienceMs: 1});
  give('old', time.now - SECOND);
  t.is((await read())?.text, 'old');
});

test('a reader waits for the first page, and gets none if the watch is not running', async t => {
  const {pages, time, give, read} = heldPages({patienceMs: 1});
  const reading = read();
  await sleep(10);
  give('first', time.now - 1n);
  t.is((await reading)?.text, 'first');
  t.is(pages.silentMs, undefined);
  time.now += 11n * SECOND;
  t.is(pages.silentMs, 11_000);
  const late = heldPages({patienceMs: 1, longestMs: 1});
  late.give('first', late.time.now);
  late.time.now += 11n * SECOND;
  t.is(await late.read(), undefined);
  late.pages.take({kind: 'alive', at: late.time.now});
  t.is(late.pages.silentMs, undefined);
});

test("a page's memory is returned once there is a later page and nobody is still reading", async t => {
  const {time, give, read, returned} = heldPages({patienceMs: 1});
  give('one', time.now);
  const [first, second] = [await read(), await read()];
  give('other format', time.now, true);
  t.is(returned(), 0);
  give('two', time.now);
  t.is(returned(), 0);
  first?.release();
  t.is(returned(), 0);
  t.is(Buffer.from(second?.octets ?? []).toString(), 'one');
  second?.release();
  t.is(returned(), 1);
  give('three', time.now);
  t.is(returned(), 2);
});

test('an OpenMetrics page has no empty line, at which a scraper would give up, and ends once', async t => {
  const text = await pageText(new Metrics({figures: () => [], totals: () => []}), true);
  t.notRegex(text, /\n\n/);
  t.regex(text, /^[^\n][\s\S]*[^\n]\n# EOF\n$/);
  t.is(text.split('# EOF').length, 2);
});

test('a page is the same whichever formats were read before', async t => {
  const metrics = new Metrics({figures: () => [], totals: () => [{received: 7, dropped: 0}]});
  const names = async (isOpenMetrics: boolean) => {
    const lines = (await pageText(metrics, isOpenMetrics)).split('\n');
    return lines.filter(line => line !== '').map(line => /^(?:# \w+ )?\w*/.exec(line)?.[0]);
  };
  const [text, openMetrics] = [await names(false), await names(true)];
  t.deepEqual(await names(false), text);
  t.deepEqual(await names(true), openMetrics);
  // Series have the same names in both formats; OpenMetrics omits the suffix of counters from the names of
  // families.
  const series = (all: typeof text) => all.filter(name => /^\w/.test(name ?? ''));
  t.deepEqual(series(openMetrics), series(text));
  t.true(
    text.includes('# TYPE vip_capture_dropped_total') && text.includes('# TYPE process_cpu_seconds_total'),
  );
  t.true(
    openMetrics.includes('# TYPE vip_capture_dropped') && openMetrics.includes('# TYPE process_cpu_seconds'),
  );
});
