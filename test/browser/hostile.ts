/** Reports of malicious captures: their text stays text. */

import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {TimelineEvent} from '@vip/analysis';
import {DEFAULT_SETTINGS} from '@vip/analysis/internal';
import {announcementFrames} from '@vip/arp';
import {encodeEnhancedPacket, encodeInterfaceDescription, encodeSectionHeader} from '@vip/arp/capture-file';
import test from 'ava';
import {openPage, settled} from '../helpers/browser.js';
import {NEW, VIP} from '../helpers/events.js';
import {concat, hex} from '../helpers/hex.js';
import {vip} from '../helpers/product.js';
import {recordedEvents, reportOf} from '../helpers/recorded.js';
import {testWith} from '../helpers/require-tool.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const browserTest = testWith('chromium');

const SCRIPT = '</script><script>window.harmed = 1</script>';
const IMAGE = '<img src=x onerror="window.harmed = 1">';

/** Events with markup in every name and sentence that a saved run can have. */
function hostileEvents(): TimelineEvent[] {
  const at = 1_795_411_433_000_000_000n;
  const node = `${SCRIPT}${IMAGE}`;
  const octets = concat(
    hex('ffffffffffff 020000000011 88b5'),
    new TextEncoder().encode(`${SCRIPT}${IMAGE}<!--`),
  );
  const lesson: TimelineEvent = {
    at,
    node: 'lab',
    kind: 'lesson',
    name: SCRIPT,
    question: `Which?${IMAGE}${SCRIPT}`,
    settings: DEFAULT_SETTINGS,
    versions: {vip: IMAGE, node: SCRIPT, kernel: '<!--<script>'},
    command: ['experiment', SCRIPT, '$(harm)', "it's"],
  };
  return [
    lesson,
    {at: at + 1n, node, kind: 'frame', iface: IMAGE, octets, length: octets.length, own: true},
    {at: at + 2n, node: IMAGE, kind: 'frame', iface: SCRIPT, octets, length: 9_999, own: false},
    {at: at + 3n, node, kind: 'expected', expected: IMAGE, held: false, seen: SCRIPT},
    {at: at + 4n, node, kind: 'table', title: IMAGE, columns: [SCRIPT, IMAGE], rows: [[SCRIPT, IMAGE]]},
    {at: at + 5n, node, kind: 'link', iface: SCRIPT, state: 'down'},
    {
      at: at + 6n,
      node,
      kind: 'cell',
      run: 1,
      sysctls: {[IMAGE]: 1},
      form: SCRIPT,
      state: IMAGE,
      measured: SCRIPT,
      predicted: IMAGE,
      rule: SCRIPT,
    },
  ];
}

browserTest('markup in names, payloads and sentences is shown as text', async t => {
  const file = await reportOf(t, [hostileEvents()]);
  const {page, problems} = await openPage(t, file);
  t.is(await page.evaluate<unknown>('window.harmed'), undefined);
  t.is(await page.locator('img, iframe, object, embed, link, body script:not([id]) ~ script').count(), 0);
  t.is(await page.textContent('h1'), `Which?${IMAGE}${SCRIPT}`);
  t.is(await page.title(), `Which?${IMAGE}${SCRIPT}`);
  await page.click('.opener');
  await page.focus('.stage');
  await page.keyboard.press('n');
  await settled(page);
  t.true((await page.textContent('main'))?.includes(IMAGE) === true);
  t.is(await page.evaluate<unknown>('window.harmed'), undefined);
  t.deepEqual(problems, []);
});

test('the data in the file contains no <', async t => {
  const html = readFileSync(await reportOf(t, [hostileEvents()]), 'utf8');
  const [, data = ''] = /id="report-data">(.*)<\/script>\n<script>/s.exec(html) ?? [];
  t.true(data.length > 1000);
  t.false(data.includes('<'));
});

browserTest('even an injected script would not run, and could not load anything', async t => {
  const {page} = await openPage(t, await reportOf(t, [recordedEvents('failover')]));
  t.is(
    await page.evaluate<unknown>(`(() => {
      const script = document.createElement('script');
      script.textContent = 'window.harmed = 1';
      document.body.append(script);
      document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="window.harmed = 1">');
      return new Promise(resolve => setTimeout(() => resolve(window.harmed), 200));
    })()`),
    undefined,
  );
  const refused = await page.evaluate<string>("fetch('https://192.0.2.1/').then(() => 'loaded', String)");
  t.regex(refused, /TypeError/);
});

browserTest("markup in a capture file's interface name and padding is shown as text", async t => {
  const directory = temporaryDirectory(t);
  const [capture, file] = [join(directory, 'hostile.pcapng'), join(directory, 'hostile.html')];
  const [frame = new Uint8Array()] = announcementFrames({ip: VIP, mac: NEW, form: 'request'});
  const bytes = Buffer.concat([frame, Buffer.from(SCRIPT + IMAGE)]);
  const pieces = [
    encodeSectionHeader({os: SCRIPT}),
    encodeInterfaceDescription({name: `${IMAGE}${SCRIPT}`}),
    ...[1n, 2n, 3n].map(second =>
      encodeEnhancedPacket({at: second * 1_000_000_000n, bytes, length: bytes.length}, 0),
    ),
  ];
  writeFileSync(capture, Buffer.concat(pieces), {mode: 0o644});
  await vip('root', ['explain', capture, '--report', file]);
  const {page, problems} = await openPage(t, file);
  t.true((await page.textContent('main'))?.includes(IMAGE));
  await page.click('.opener');
  t.regex((await page.textContent('.frame .hex')) ?? '', /3c 2f 73 63 72 69 70 74 3e/);
  t.is(await page.evaluate<unknown>('window.harmed'), undefined);
  t.deepEqual(problems, []);
});

browserTest('text that changes the writing direction, or is invisible, is escaped', async t => {
  const turned = 'eth\u202e0\u200b';
  const {page, problems} = await openPage(
    t,
    await reportOf(t, [
      hostileEvents().map(event => (event.kind === 'lesson' ? {...event, question: turned} : event)),
    ]),
  );
  t.is(await page.textContent('h1'), 'eth\\u202e0\\u200b');
  t.is(await page.title(), 'eth\\u202e0\\u200b');
  t.notRegex((await page.textContent('body')) ?? '', /\p{Cf}/u);
  t.deepEqual(problems, []);
});
