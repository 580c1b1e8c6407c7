/** A printed report has everything that matters, with nothing cut off. */

import type {Page} from 'playwright-core';
import {openPage, settled} from '../helpers/browser.js';
import {recordedEvents, reportOf} from '../helpers/recorded.js';
import {testWith} from '../helpers/require-tool.js';

const browserTest = testWith('chromium');

/** Lays out the page for printing, and records the text drawn on its canvas. */
async function asOnPaper(page: Page): Promise<string[]> {
  await page.emulateMedia({media: 'print'});
  return page.evaluate<string[]>(`(async () => {
    const written = [];
    const {prototype} = CanvasRenderingContext2D;
    const fillText = prototype.fillText;
    prototype.fillText = function (text, x, ...rest) {
      const {a, e} = this.getTransform();
      const width = this.measureText(text).width;
      const left = this.textAlign === 'center' ? x - width / 2 : this.textAlign === 'right' ? x - width : x;
      const isWhole = left * a + e >= -1 && (left + width) * a + e <= this.canvas.width + 1;
      written.push(isWhole ? text : 'cut: ' + text);
      return fillText.call(this, text, x, ...rest);
    };
    dispatchEvent(new Event('beforeprint'));
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    prototype.fillText = fillText;
    return written;
  })()`);
}

browserTest('on paper, the length of each outage is written in full, however short the outage', async t => {
  for (const viewport of [
    {width: 1280, height: 800},
    {width: 390, height: 844},
  ]) {
    const {page} = await openPage(t, await reportOf(t, [recordedEvents('failover')]), {viewport});
    const outages = await page.$$eval('#outages tbody td:nth-child(2)', cells =>
      cells.map(cell => cell.textContent ?? ''),
    );
    const written = (await asOnPaper(page)).filter(text => /±/.test(text));
    for (const outage of outages)
      t.true(
        written.some(text => text.includes(outage) && !text.startsWith('cut')),
        outage,
      );
  }
});

browserTest(
  'the frames on paper are those of the recovery, and afterwards the table is as before',
  async t => {
    const {page, problems} = await openPage(t, await reportOf(t, [recordedEvents('keepalived')]));
    const moments = async () =>
      page.$$eval('.frames .opener', openers =>
        openers.map(opener => Number((opener.textContent ?? '').replace('−', '-').replace(' ms', ''))),
      );
    const before = await moments();
    await asOnPaper(page);
    const printed = await moments();
    t.is(printed.length, 100);
    t.true(Math.max(...printed) > Math.max(...before) || before.length < 100);
    t.regex((await page.textContent('#frame-count')) ?? '', /^100 of \d+ frames, those around the recovery$/);
    t.true(
      await page.evaluate<boolean>(
        "[...document.querySelectorAll('.measured details')].every(({open}) => open)",
      ),
    );
    t.is(await page.evaluate<string>('document.documentElement.dataset.theme'), 'light');
    await page.evaluate('dispatchEvent(new Event("afterprint"))');
    await page.emulateMedia({media: 'screen'});
    await settled(page);
    t.deepEqual(await moments(), before);
    t.deepEqual(problems, []);
  },
);

browserTest('a report can be printed from a phone as well', async t => {
  const file = await reportOf(t, [recordedEvents('keepalived')]);
  const {page, problems} = await openPage(t, file, {viewport: {width: 390, height: 844}});
  const pdf = await page.pdf({format: 'A4'});
  t.true(pdf.length > 50_000);
  t.deepEqual(problems, []);
});
