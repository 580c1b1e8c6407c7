/**
 * A report on disk: one HTML file that contains its data, its script and its style, and may load nothing.
 *
 * @module
 */

import {createHash} from 'node:crypto';
import {readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {printable} from '@vip/analysis/internal';
import type {ReportData} from '@vip/core';
import {type OutputFile, written} from './outputs/output-file.js';

/** The build puts the page beside the program. */
const PAGE = new URL('./report/page.js', import.meta.url);
const STYLE = new URL('./report/style.css', import.meta.url);

/** Writes the report. @throws VipError `FILE_FAILED` */
export async function saveReport(file: OutputFile, data: ReportData): Promise<void> {
  await file.save(reportHtml(data, readPage()));
}

/** A file that waits for its report. Its methods throw VipError `FILE_FAILED`. */
export interface OpenReport {
  save(data: ReportData): Promise<void>;
  /** Leaves an earlier report as it was. */
  abandon(): Promise<void> | void;
}

/**
 * Opens the file and reads the page now, for a process that will have given up the right to by the time there is something
 * to write.
 *
 * @throws VipError `FILE_FAILED`
 */
export async function openReport(output: OutputFile): Promise<OpenReport> {
  const page = readPage();
  const file = await output.keep();
  return {
    save: data => written(file, Buffer.from(reportHtml(data, page))),
    abandon: () => file.abandon(),
  };
}

interface Page {
  readonly script: string;
  readonly style: string;
}

function readPage(): Page {
  return {script: readFileSync(PAGE, 'utf8').trim(), style: readFileSync(STYLE, 'utf8').trim()};
}

/**
 * The page. Only this very script and style sheet are accepted, by their digests, and nothing can be loaded, whatever a
 * capture contains.
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
    // Without any <, neither an end tag nor a comment can begin in it.
    `<script type="application/json" id="report-data">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`,
    `<script>${script}</script>`,
    '',
  ].join('\n');
}

function digest(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function escapeText(text: string): string {
  return printable(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Saves a report; an earlier one remains if there is none to replace it. */
export async function saveInto(page: OpenReport, make: () => ReportData): Promise<ReportData> {
  try {
    const data = make();
    await page.save(data);
    return data;
  } catch (error) {
    await page.abandon();
    throw error;
  }
}

/** `DIR/report.html`, or beside a file. */
export function reportBeside(path: string): string {
  const isDirectory = statSync(path, {throwIfNoEntry: false})?.isDirectory() === true;
  return isDirectory ? join(path, 'report.html') : `${path.replace(/\.jsonl?$/, '')}.html`;
}
