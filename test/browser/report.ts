/** A report in a browser: the figures of recorded runs, and everything that a reader can do with them. */

import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {formatBounds} from '@vip/analysis';
import {reportFailover, reportTrial, runOf, trialOf} from '@vip/core';
import {captureFiles} from '@vip/core/internal';
import type {Page} from 'playwright-core';
import {openPage, settled} from '../helpers/browser.js';
import {vip} from '../helpers/product.js';
import {recordedEvents, recordedTimeline, reportOf} from '../helpers/recorded.js';
import {testWith} from '../helpers/require-tool.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const browserTest = testWith('chromium');

/** The period that the timeline shows, in milliseconds from its origin. */
async function inView(page: Page): Promise<[from: number, to: number]> {
  const text = (await page.textContent('#timeline-status')) ?? '';
  const numbers = [...text.matchAll(/([+−])([\d.]+) ms/g)].map(
    ([, sign, number]) => Number(number) * (sign === '−' ? -1 : 1),
  );
  return [numbers[0] ?? Number.NaN, numbers[1] ?? Number.NaN];
}

async function cells(page: Page, selector: string): Promise<string[][]> {
  return page.$$eval(selector, rows =>
    rows.map(row => [...row.querySelectorAll('td')].map(cell => cell.textContent ?? '')),
  );
}

/**
 * Finds the position at which the timeline's tooltip matches, by synthetic pointer events, and moves the real
 * pointer there.
 */
async function pointAt(page: Page, wanted: RegExp): Promise<string> {
  const place = await page.evaluate<[number, number] | undefined>(`(() => {
    const canvas = document.querySelector('canvas.lanes');
    const tip = document.querySelector('.tip');
    canvas.scrollIntoView();
    const {left, top, width, height} = canvas.getBoundingClientRect();
    for (let y = 30; y < height; y += 5) {
      for (let x = 134; x < width; x += 5) {
        const at = {clientX: left + x, clientY: top + y};
        canvas.dispatchEvent(new PointerEvent('pointermove', at));
        if (!tip.hidden && ${wanted}.test(tip.textContent)) return [at.clientX, at.clientY];
      }
    }
  })()`);
  if (place === undefined) return 'nothing there';
  await page.mouse.move(1, 1);
  await page.mouse.move(...place);
  return (await page.locator('.tip td, .tip p').allTextContents()).join(' ');
}

browserTest(
  'a failover is shown with its verdict and figures, without an error or a network request',
  async t => {
    const timeline = recordedTimeline('failover');
    const run = runOf(timeline);
    if (run === undefined) return t.fail('the fixture has no run');
    const report = reportFailover(timeline, run);
    const {page, problems} = await openPage(t, await reportOf(t, [recordedEvents('failover')]));
    t.is(await page.title(), 'Failover of 10.3.2.200');
    t.regex((await page.textContent('#verdict')) ?? '', /✓ As expected Every expectation held\./);
    const rows = await cells(page, '#outages tbody tr');
    t.deepEqual(
      rows.map(([name, outage, lost]) => [name, outage, lost]),
      report.observers.map(({name, outage, lost}) => [name, formatBounds(outage), String(lost)]),
    );
    t.true(rows.every(row => row.at(-1)?.includes('the announcement')));
    t.is(await page.locator('.expectations li').count(), report.expectations.length);
    t.is(await page.locator('figure svg').count(), 3);
    t.regex(
      (await page.locator('figure svg').nth(1).getAttribute('aria-label')) ?? '',
      /held by ns1; .*ext sends to ns0/,
    );
    t.regex((await page.textContent('.command')) ?? '', /^vip experiment --delay 0s --probe-interval 10ms/);
    t.deepEqual(problems, []);
  },
);

browserTest('a trial is shown with the losses of each observer and the budget of the outage', async t => {
  const timeline = recordedTimeline('keepalived');
  const trial = trialOf(timeline);
  if (trial === undefined) return t.fail('the fixture has no trial');
  const report = reportTrial(timeline, trial);
  const {page, problems} = await openPage(t, await reportOf(t, [recordedEvents('keepalived')]));
  t.deepEqual(
    (await cells(page, '#outages tbody tr')).map(([name, outage, lost, which]) => [
      name,
      outage,
      lost,
      which,
    ]),
    report.observers.map(({name, outage, lost, requestsLost}) => [
      name,
      formatBounds(outage),
      String(lost),
      `${requestsLost} / ${lost - requestsLost}`,
    ]),
  );
  t.regex((await page.textContent('#verdict')) ?? '', /Measured Dark for 580 ms ± \d+ ms, at mcv-client\./);
  t.deepEqual(problems, []);
});

browserTest('the tooltip shows a frame with its fields, a probe, or an entry', async t => {
  const {page, problems} = await openPage(t, await reportOf(t, [recordedEvents('failover')]));
  const frame = await pointAt(page, /announcement/);
  t.regex(frame, /sender MAC\s+02:00:00:00:00:11/);
  t.regex(await pointAt(page, /Probe lost/), /no answer/);
  t.regex(await pointAt(page, /cache/), /02:00:00:00:00:10 REACHABLE \(ns0\)/);
  t.regex(await pointAt(page, /ns1 holds/), /10\.3\.2\.200/);
  t.deepEqual(problems, []);
});

browserTest('the timeline can be zoomed and panned with the mouse', async t => {
  const {page} = await openPage(t, await reportOf(t, [recordedEvents('failover')]));
  const [from, to] = await inView(page);
  t.true(from < 0 && to > 300);
  const box = (await page.locator('canvas.lanes').boundingBox()) ?? t.fail();
  if (typeof box === 'boolean') return;
  await page.mouse.move(box.x + box.width / 2, box.y + 100);
  await page.mouse.wheel(0, -300);
  await settled(page);
  t.deepEqual(await inView(page), [from, to], 'a wheel scrolls the page');
  await page.locator('canvas.lanes').scrollIntoViewIfNeeded();
  const again = (await page.locator('canvas.lanes').boundingBox()) ?? box;
  await page.mouse.move(again.x + again.width / 2, again.y + 100);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -300);
  await page.keyboard.up('Control');
  await settled(page);
  const near = await inView(page);
  t.true(near[1] - near[0] < (to - from) * 0.9, `${near}`);
  await page.mouse.down();
  await page.mouse.move(again.x + again.width / 2 - 150, again.y + 100, {steps: 5});
  await page.mouse.up();
  await settled(page);
  const moved = await inView(page);
  t.true(moved[0] > near[0]);
  t.true(Math.abs(moved[1] - moved[0] - (near[1] - near[0])) < 0.01, 'panning does not zoom');
  await page.click('#zoom-recovery');
  await settled(page);
  const recovery = await inView(page);
  t.true(recovery[1] - recovery[0] < 200);
  await page.click('#zoom-all');
  await settled(page);
  t.deepEqual(await inView(page), [from, to]);
});

browserTest('the timeline can be used with the keyboard alone', async t => {
  const {page, problems} = await openPage(t, await reportOf(t, [recordedEvents('failover')]));
  const [from, to] = await inView(page);
  await page.focus('.stage');
  const press = async (key: string) => {
    await page.keyboard.press(key);
    await settled(page);
  };
  await press('+');
  await press('+');
  const near = await inView(page);
  t.true(near[1] - near[0] < (to - from) / 2);
  await press('ArrowRight');
  t.true((await inView(page))[0] > near[0]);
  await press('0');
  t.deepEqual(await inView(page), [from, to]);
  await press('n');
  const first = (await page.textContent('#timeline-status')) ?? '';
  t.regex(first, /ms \w+ [\w-]+: ARP /);
  await press('n');
  t.not(await page.textContent('#timeline-status'), first);
  await press('p');
  t.is(await page.textContent('#timeline-status'), first);
  t.true(await page.isVisible('.tip'));
  await press('Enter');
  t.true(await page.isVisible('.frame .hex'), 'Enter opens its row');
  t.deepEqual(problems, []);
});

browserTest('frames can be filtered, sorted, and opened down to their octets', async t => {
  const {page, problems} = await openPage(t, await reportOf(t, [recordedEvents('keepalived')]));
  const rows = () => cells(page, '.frames tbody tr[data-frame]');
  const column = (name: string) => page.locator(`.frames tbody .${name}`).allTextContents();
  const all = await rows();
  t.true(all.length > 20);
  await page.selectOption('#frame-kind', 'VRRP');
  t.true((await column('kind')).every(kind => kind === 'VRRP'));
  t.true((await column('says')).every(text => text.includes('VRRPv3')));
  await page.selectOption('#frame-kind', '');
  await page.fill('#frame-filter', '02:00:00:00:00:11');
  const found = await rows();
  t.true(found.length > 0 && found.length < all.length);
  await page.fill('#frame-filter', 'no such thing');
  t.is((await rows()).length, 0);
  t.regex((await page.textContent('#frame-count')) ?? '', /^0 of \d+ frames$/);
  await page.fill('#frame-filter', '');
  await page.selectOption('#frame-node', 'ns1');
  t.true((await column('where')).every(node => node === 'ns1'));

  await page.click('.frames thead button:has-text("what it says")');
  const up = await column('says');
  t.deepEqual(
    up,
    [...up].sort((a, b) => a.localeCompare(b)),
  );
  await page.click('.frames thead button:has-text("what it says")');
  t.deepEqual(
    await column('says'),
    [...up].sort((a, b) => b.localeCompare(a)),
  );
  t.is(await page.locator('.frames th[aria-sort="descending"]').count(), 1);

  await page.selectOption('#frame-kind', 'VRRP');
  await page.focus('.frames tbody .opener');
  await page.keyboard.press('Enter');
  t.regex((await page.textContent('.frame .hex')) ?? '', /^01 00 5e 00 00 12/);
  const fields = (await cells(page, '.frame tbody tr')).map(row => row[1]);
  t.true(fields.includes('priority') && fields.includes('virtual address'));
  await page.hover('.frame tr:has-text("priority")');
  t.is(await page.textContent('.octets.marked'), '64');
  t.deepEqual(problems, []);
});

browserTest('light and dark mode follow the system, and the switch', async t => {
  const file = await reportOf(t, [recordedEvents('failover')]);
  const ground = (page: Page) => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
  /** The canvas follows, as its first pixel shows, which has the page's colour. */
  const painted = (page: Page) =>
    page.evaluate<string>(
      "[...document.querySelector('canvas.lanes').getContext('2d').getImageData(1, 1, 1, 1).data].slice(0, 3).join(', ')",
    );
  for (const [colorScheme, first, second] of [
    ['light', 'rgb(255, 255, 255)', 'rgb(20, 24, 29)'],
    ['dark', 'rgb(20, 24, 29)', 'rgb(255, 255, 255)'],
  ] as const) {
    const {page} = await openPage(t, file, {colorScheme});
    t.is(await ground(page), first);
    t.is(`rgb(${await painted(page)})`, first);
    await page.click('header button');
    await settled(page);
    t.is(await ground(page), second);
    t.is(`rgb(${await painted(page)})`, second);
  }
});

browserTest('a series has a point for each run, which opens the run', async t => {
  const events = recordedEvents('keepalived');
  const {page, problems} = await openPage(
    t,
    await reportOf(t, [events, events, events], ['--max-outage', 'ext=100ms']),
  );
  t.regex((await page.textContent('#verdict')) ?? '', /✗ Over the limit The outage was too long\./);
  t.is(await page.locator('.point').count(), 12);
  t.is(await page.locator('.point.bad').count(), 3);
  t.is(await page.textContent('#run-title'), 'Run 1');
  await page.click('.point[data-run="3"] >> nth=0');
  t.is(await page.textContent('#run-title'), 'Run 3');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  t.is(await page.textContent('#run-title'), 'Run 2');
  t.deepEqual(problems, []);
});

browserTest(
  'vip explain --report shows the verdict, the story, the owners of the address, and the frames',
  async t => {
    const directory = temporaryDirectory(t);
    const [capture, file] = [join(directory, 'ext.pcapng'), join(directory, 'explained.html')];
    const pieces = captureFiles(recordedTimeline('keepalived'), 'Linux').get('ext') ?? [];
    writeFileSync(capture, Buffer.concat(pieces), {mode: 0o644});
    const {stdout, stderr} = await vip('root', ['explain', capture, '--report', file]);
    t.is(stderr, '');
    const {page, problems} = await openPage(t, file);
    t.is(await page.textContent('h1'), 'What happened to 10.3.2.200');
    const brief = await vip('root', ['explain', capture, '--brief']);
    t.is(`${(await page.locator('.answers p').allTextContents()).join('\n')}\n`, brief.stdout);
    const [, verdict = ''] = /10\.3\.2\.200 on ext0: (\w+)/.exec(stdout) ?? [];
    t.regex((await page.textContent('#verdict')) ?? '', new RegExp(`^[✓✗] ${verdict} `));
    t.regex((await page.textContent('main')) ?? '', /The story of 10\.3\.2\.200 on ext0/);
    t.regex(await pointAt(page, /10\.3\.2\.200 holds/), /02:00:00:00:00:10/);
    t.true((await page.locator('.frames tbody .where').allTextContents()).every(node => node === 'ext0'));
    t.deepEqual(problems, []);
  },
);
