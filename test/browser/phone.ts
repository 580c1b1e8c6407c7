/**
 * A report on a phone: nothing extends beyond the edge, no rows are empty, and touching shows what hovering
 * does.
 */

import type {Page} from 'playwright-core';
import {openPage, settled} from '../helpers/browser.js';
import {explainedReport, recordedEvents, reportOf} from '../helpers/recorded.js';
import {testWith} from '../helpers/require-tool.js';
import {watchReport} from '../helpers/watched-events.js';

const browserTest = testWith('chromium');

const PHONE = {viewport: {width: 390, height: 844}, hasTouch: true, isMobile: true};

/** The width of the page, and the elements in it that have to be scrolled sideways. */
async function overflowing(page: Page): Promise<[width: number, names: string[]]> {
  return page.evaluate<[number, string[]]>(`[
    document.documentElement.scrollWidth,
    [...document.querySelectorAll('.scroll')]
      .filter(box => box.scrollWidth > box.clientWidth)
      .map(box => box.getAttribute('aria-label')),
  ]`);
}

browserTest('on a phone, nothing extends beyond the edge: no point, no table, no path', async t => {
  const events = recordedEvents('keepalived');
  const files = [
    await reportOf(t, [recordedEvents('failover')]),
    await reportOf(t, [events, events, events], ['--max-outage', 'ext=100ms']),
    await explainedReport(t, 'silent-failback'),
    await watchReport(t),
  ];
  for (const file of files) {
    const {page, problems} = await openPage(t, file, PHONE);
    await settled(page);
    t.deepEqual(await overflowing(page), [390, []], file);
    for (const point of await page.locator('.point').all()) {
      const box = await point.boundingBox();
      t.true(box !== null && box.x >= 0 && box.x + box.width <= 390);
    }
    t.deepEqual(problems, []);
  }
});

browserTest('on a phone, the rows of the frames are not mostly blank', async t => {
  const {page} = await openPage(t, await reportOf(t, [recordedEvents('keepalived')]), PHONE);
  const heights = await page.$$eval('.frames tr[data-frame]', rows => rows.map(row => row.clientHeight));
  t.true(heights.length > 50);
  t.true(Math.max(...heights) < 110, `${Math.max(...heights)}`);
  const row = page.locator('.frames tr[data-frame]').first();
  for (const part of ['.opener', '.which', '.where', '.kind', '.says'])
    t.true(await row.locator(part).isVisible(), part);
});

browserTest('each figure of a narrow table is next to its name', async t => {
  const {page} = await openPage(t, await reportOf(t, [recordedEvents('keepalived')]), PHONE);
  const labels = await page.evaluate<string[]>(`
    [...document.querySelectorAll('#outages tbody tr:first-child td')]
      .map(cell => getComputedStyle(cell, '::before').content)
  `);
  t.deepEqual(labels, [
    '"observer"',
    '"outage"',
    '"probes lost"',
    '"requests / replies"',
    '"answered by"',
    '"ended by"',
  ]);
});

browserTest('touching a point of a series names its run and offers to open it', async t => {
  const events = recordedEvents('keepalived');
  const {page, problems} = await openPage(t, await reportOf(t, [events, events]), PHONE);
  const box = await page.locator('.point[data-run="2"]').first().boundingBox();
  if (box === null) return t.fail('no point');
  // Touches are imprecise.
  await page.touchscreen.tap(box.x + box.width / 2 + 9, box.y + box.height / 2 + 3);
  t.regex((await page.textContent('#series-note')) ?? '', /^run 2: mcv-client \d+ ms ± \d+ ms Show run 2$/);
  t.is(await page.textContent('#run-title'), 'Run 1', 'it has not been opened yet');
  await page.tap('#series-note button');
  t.is(await page.textContent('#run-title'), 'Run 2');
  t.deepEqual(problems, []);
});

/** The position on the screen of something in the timeline, as found by synthetic pointer events. */
async function placeOf(page: Page, wanted: RegExp): Promise<[x: number, y: number] | undefined> {
  return page.evaluate<[number, number] | undefined>(`(() => {
    const canvas = document.querySelector('canvas.lanes');
    const tip = document.querySelector('.tip');
    canvas.scrollIntoView();
    const {left, top, width, height} = canvas.getBoundingClientRect();
    const found = () => {
      for (let y = 30; y < Math.min(height, 700); y += 4) {
        for (let x = 2; x < width; x += 3) {
          canvas.dispatchEvent(new PointerEvent('pointermove', {clientX: left + x, clientY: top + y}));
          if (!tip.hidden && ${wanted}.test(tip.textContent)) return [left + x, top + y];
        }
      }
    };
    const place = found();
    canvas.dispatchEvent(new PointerEvent('pointerleave'));
    return place;
  })()`);
}

browserTest('touching the timeline shows a tooltip; a second touch on a frame opens it', async t => {
  const {page, problems} = await openPage(t, await reportOf(t, [recordedEvents('failover')]), PHONE);
  t.regex((await page.textContent('#timeline-help')) ?? '', /^Tap /);
  for (const wanted of [/Probe lost/, /cache/, /announcement/]) {
    const place = await placeOf(page, wanted);
    if (place === undefined) return t.fail(`nowhere: ${wanted}`);
    t.false(await page.isVisible('.tip'));
    await page.touchscreen.tap(...place);
    await settled(page);
    t.true(await page.isVisible('.tip'), `${wanted}`);
    t.regex((await page.textContent('.tip')) ?? '', wanted);
    t.false(await page.isVisible('.frame .hex'));
  }
  const place = (await placeOf(page, /announcement/)) ?? [0, 0];
  await page.touchscreen.tap(...place);
  t.true(await page.isVisible('.frame .hex'));
  t.deepEqual(problems, []);
});
