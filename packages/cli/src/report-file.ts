/**
 * A report on disk: one HTML file that carries its data, its script and its style, and may load nothing.
 *
 * @module
 */

import {createHash} from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  ftruncateSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import {dirname, resolve} from 'node:path';
import {VipError} from '@vip/arp';
import type {ReportData} from '@vip/core';

/** The build puts the page beside the program. */
const PAGE = new URL('./report/page.js', import.meta.url);
const STYLE = new URL('./report/style.css', import.meta.url);

/**
 * Looks whether the file could be written, before a run whose report would have nowhere to go.
 *
 * @throws VipError `FILE_FAILED`
 */
export function checkReportFile(path: string): void {
  try {
    const there = statSync(path, {throwIfNoEntry: false});
    if (there?.isDirectory()) throw new Error('it is a directory');
    if (there === undefined) accessSync(dirname(resolve(path)), constants.W_OK | constants.X_OK);
    else accessSync(path, constants.W_OK);
  } catch (cause) {
    throw fileFailed(path, cause);
  }
}

/** @throws VipError `FILE_FAILED` */
export function saveReport(path: string, data: ReportData): void {
  openReport(path).save(data);
}

/** A file that waits for its report. */
export interface OpenReport {
  save(data: ReportData): void;
  /** Leaves an earlier report as it was, and no empty file where there was none. */
  abandon(): void;
}

/**
 * Opens the file and reads the page now, for who will have no right to either any more when there is something to
 * write.
 *
 * @throws VipError `FILE_FAILED`
 */
export function openReport(path: string): OpenReport {
  const page = readPage();
  try {
    const isNew = !existsSync(path);
    const file = openSync(path, 'a');
    return {
      save(data) {
        try {
          ftruncateSync(file);
          writeFileSync(file, reportHtml(data, page));
          closeSync(file);
        } catch (cause) {
          throw fileFailed(path, cause);
        }
      },
      abandon() {
        if (!isNew) return;
        try {
          rmSync(path);
        } catch {
          // Without rights it cannot be done, and why we end is what is to be told.
        }
      },
    };
  } catch (cause) {
    throw fileFailed(path, cause);
  }
}

interface Page {
  readonly script: string;
  readonly style: string;
}

function readPage(): Page {
  return {script: readFileSync(PAGE, 'utf8').trim(), style: readFileSync(STYLE, 'utf8').trim()};
}

/**
 * The page. Only this very script and this very style are run and applied, by their digests; nothing can be loaded,
 * whatever a capture has in it.
 */
function reportHtml(data: ReportData, {script, style}: Page): string {
  const policy = [
    "default-src 'none'",
    `script-src '${digest(script)}'`,
    `style-src '${digest(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${escapeText(data.title)}</title>`,
    `<style>${style}</style>`,
    '<body>',
    `<noscript><p>${escapeText(`${data.title}: ${data.verdict.text}`)} The rest is drawn by the script in this file.</p></noscript>`,
    // No end tag and no comment can begin in it: there is no < in it.
    `<script type="application/json" id="report-data">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`,
    `<script>${script}</script>`,
    '',
  ].join('\n');
}

function digest(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function fileFailed(path: string, cause: unknown): VipError {
  return new VipError('FILE_FAILED', `report ${path}: nothing was written: ${(cause as Error).message}`, {
    cause,
  });
}
