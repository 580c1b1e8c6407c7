/** A report's statements, and the links from there to their evidence. */

import {join} from 'node:path';
import type {Page} from 'playwright-core';
import {openPage} from '../helpers/browser.js';
import {vip} from '../helpers/product.js';
import {captureOf, explainedReport, recordedEvents, reportOf} from '../helpers/recorded.js';
import {testWith} from '../helpers/require-tool.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';
import {watchReport} from '../helpers/watched-events.js';

const browserTest = testWith('chromium');

/** The number of the frame whose row is open. */
async function openFrame(page: Page): Promise<string> {
  return (await page.textContent('tr:has(.opener[aria-expanded="true"]) .which')) ?? '';
}

browserTest('each frame that a story names is in the table, one click away', async t => {
  for (const capture of ['silent-failback', 'kill']) {
    const {page, problems} = await openPage(t, await explainedReport(t, capture));
    const numbers = await page.$$eval('.story td', cells =>
      cells.map(cell => [
        cell.textContent?.match(/\bframe \d+/g)?.length ?? 0,
        cell.querySelectorAll('a.frame-link').length,
      ]),
    );
    t.true(numbers.every(([named = 0, linked = 0]) => linked >= named));
    t.deepEqual(
      (
        await page.$$eval('.story td:nth-child(2)', cells => cells.map(cell => cell.textContent ?? ''))
      ).filter(text => !/^\d+(–\d+)?$/.test(text)),
      [],
    );
    const links = await page.locator('.story td a.frame-link').all();
    t.true(links.length > 10, `${links.length}`);
    for (const link of [links[0], links[Math.floor(links.length / 2)], links.at(-1)]) {
      await page.evaluate(
        "document.querySelectorAll('.opener[aria-expanded=true]').forEach(open => open.click())",
      );
      const number = await link?.textContent();
      await link?.click();
      t.is(await openFrame(page), number ?? '');
      t.true(await page.isVisible('.frame .hex'));
      t.true((await page.textContent('#timeline-status')) !== '');
    }
    t.deepEqual(problems, []);
  }
});

browserTest("the page's URL names the frame, and opens it again", async t => {
  const file = await explainedReport(t, 'kill');
  const {page} = await openPage(t, file);
  const link = page.locator('.story a.frame-link').last();
  const number = await link.textContent();
  await link.click();
  const {hash} = new URL(page.url());
  t.regex(hash, /^#frame-\d+$/);
  await page.reload();
  t.is(await openFrame(page), number ?? '');
});

browserTest('captures that have nothing in common each have their story and their frames', async t => {
  const captures = ['silent-failback', 'kill'].map(captureOf);
  const file = join(temporaryDirectory(t), 'apart.html');
  const {stderr} = await vip('root', ['explain', ...captures, '--report', file]);
  t.is(stderr, '');
  const brief = await vip('root', ['explain', ...captures, '--brief']);
  const {page, problems} = await openPage(t, file);
  t.is(`${(await page.locator('.answers p').allTextContents()).join('\n')}\n`, brief.stdout);
  const titles = await page.locator('.story h2').allTextContents();
  t.deepEqual(
    ['silent-failback', 'kill'].map(name => titles.filter(title => title.endsWith(` in ${name}`)).length),
    [1, 1],
    titles.join('; '),
  );
  t.regex((await page.textContent('.findings')) ?? '', /^Too few frames are in common between /);
  t.is(await page.textContent('#run-title'), 'silent-failback');
  const link = page.locator('.story').last().locator('a.frame-link').last();
  const number = await link.textContent();
  await link.click();
  t.is(await page.textContent('#run-title'), 'kill');
  t.is(await openFrame(page), number ?? '');
  t.is(new URL(page.url()).hash, (await link.getAttribute('href')) ?? '');
  await page.reload();
  t.is(await page.textContent('#run-title'), 'kill');
  t.is(await openFrame(page), number ?? '');
  await page.getByRole('button', {name: 'silent-failback', exact: true}).click();
  t.is(await page.textContent('#run-title'), 'silent-failback');
  t.deepEqual(problems, []);
});

browserTest('what happened in a week of a watch has its time and address as a title', async t => {
  const {page} = await openPage(t, await watchReport(t));
  const titles = await page.locator('.incident h3').allTextContents();
  t.true(titles.length > 0);
  for (const title of titles) t.regex(title, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC [\da-f.:]+( on \w+)?$/);
});

browserTest('the remedy is next to its story', async t => {
  const {page} = await openPage(t, await explainedReport(t, 'silent-failback'));
  const [wrong = '', ...others] = await page.locator('.story .finding.bad-edge').allTextContents();
  t.regex(wrong, /^✗ [A-Z_]+ .*Seen in frames? \d+.*What to do: /s);
  t.deepEqual(others, []);
  t.true(
    await page.evaluate<boolean>(`(() => {
      const [finding] = document.querySelectorAll('.story .finding');
      return finding.closest('.story').querySelector('table').compareDocumentPosition(finding) === 2;
    })()`),
    'before its table',
  );
});

browserTest(
  "the cause of an outage's end links to the frame, and the outage's length to where it is drawn",
  async t => {
    for (const name of ['failover', 'keepalived'] as const) {
      const {page, problems} = await openPage(t, await reportOf(t, [recordedEvents(name)]));
      const all = await page.textContent('#timeline-status');
      await page.click('#outages tbody tr:nth-child(2) button');
      // The browser draws it with its next animation frame.
      const isAnother = `document.querySelector('#timeline-status').textContent !== ${JSON.stringify(all)}`;
      await t.notThrowsAsync(page.waitForFunction(isAnother));
      await page.click('#outages tbody tr:nth-child(2) a');
      const row = page.locator('tr:has(.opener[aria-expanded="true"])');
      t.is(await row.locator('.where').textContent(), 'ext');
      t.regex(
        (await row.locator('.says').textContent()) ?? '',
        /announcement 10\.3\.2\.200 is-at 02:00:00:00:00:11/,
      );
      t.deepEqual(problems, []);
    }
  },
);

browserTest('a limit is shown with its value', async t => {
  const events = recordedEvents('keepalived');
  const limits = ['--max-outage', 'ext=300ms', '--max-outage', '2s'];
  const {page} = await openPage(t, await reportOf(t, [events, events], limits));
  t.deepEqual(await page.locator('.limit-name').allTextContents(), [
    'limit 2000 ms',
    'limit 300 ms',
    'limit 2000 ms',
    'limit 2000 ms',
  ]);
  t.true((await page.textContent('#distribution'))?.includes('300 ms'));
});

browserTest(
  'a run can be repeated by its seed, its addresses, and the configurations without their passwords',
  async t => {
    const [trial, ...events] = recordedEvents('keepalived');
    if (trial?.kind !== 'trial') return t.fail('the fixture has no trial');
    const configurations = {
      ns0: 'vrrp_instance VIP {\n  priority 150\n}\n',
      ns1: 'vrrp_instance VIP {\n  priority 100\n}\n',
    };
    const vip = {...trial.settings.vip, address: '10.3.2.201' as typeof trial.settings.vip.address};
    const settings = {...trial.settings, vip};
    const {page} = await openPage(t, await reportOf(t, [[{...trial, settings, configurations}, ...events]]));
    const command = (await page.textContent('.command')) ?? '';
    t.regex(command, /^vip experiment --driver keepalived .* --seed \d+$/);
    const measured = (await page.textContent('.measured')) ?? '';
    t.regex(measured, /configuration of ns0.*priority 150.*configuration of ns1.*priority 100/s);
    t.regex(measured, /addresses.*vip=10\.3\.2\.201\/8/);
  },
);
