/** What `vip watch --json` printed about a silent failback, in a separate file. */

import {chmodSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {ExecutionContext} from 'ava';
import {vip} from './product.js';
import {temporaryDirectory} from './temporary-directory.js';

const FIXTURE = new URL('../../fixtures/failovers/silent-failback.pcapng.gz', import.meta.url).pathname;

export async function watchedEvents(t: ExecutionContext): Promise<string> {
  const directory = temporaryDirectory(t);
  chmodSync(directory, 0o777);
  const file = join(directory, 'events.jsonl');
  writeFileSync(file, (await vip('root', ['watch', '--json', FIXTURE])).stdout);
  return file;
}

/** The page of its report. */
export async function watchReport(t: ExecutionContext): Promise<string> {
  const file = await watchedEvents(t);
  await vip('root', ['report', '--watch', file]);
  return file.replace(/\.jsonl$/, '.html');
}
