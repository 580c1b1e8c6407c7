/**
 * Pages in a real browser: Debian's Chromium, headless, driven by playwright-core.
 *
 * @module
 */

import {pathToFileURL} from 'node:url';
import test, {type ExecutionContext} from 'ava';
import {type Browser, type BrowserContextOptions, chromium, type Page} from 'playwright-core';

/** Flags that keep it from contacting any other machine. Root needs `--no-sandbox`. */
const FLAGS = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

let browser: Promise<Browser> | undefined;

test.after.always(async () => (await browser)?.close());

/** A page, with the problems that occurred in it. */
export interface OpenedPage {
  readonly page: Page;
  /** Console errors, exceptions, and everything that the page requested besides itself. */
  readonly problems: readonly string[];
}

/** Opens a file in a fresh profile, which is removed when the test ends. */
export async function openPage(
  t: ExecutionContext,
  file: string,
  options: BrowserContextOptions = {},
): Promise<OpenedPage> {
  // Each browser has a new profile below the temporary directory, and removes it.
  browser ??= chromium.launch({executablePath: '/usr/bin/chromium', args: FLAGS});
  const context = await (await browser).newContext({viewport: {width: 1280, height: 800}, ...options});
  t.teardown(() => context.close());
  const page = await context.newPage();
  const problems: string[] = [];
  const url = pathToFileURL(file).href;
  page.on('console', message => {
    if (['error', 'warning'].includes(message.type())) problems.push(`console: ${message.text()}`);
  });
  page.on('pageerror', error => problems.push(`exception: ${error.message}`));
  page.on('dialog', dialog => {
    problems.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', request => {
    if (request.url() !== url) problems.push(`request: ${request.url()}`);
  });
  await page.goto(url);
  return {page, problems};
}

/** Resolves when everything requested is drawn: a page draws before its next frame. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate('new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))');
}
