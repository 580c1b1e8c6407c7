import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {ExecutionContext} from 'ava';

/** A directory that is removed when the test ends, whether it passes or fails. */
export function temporaryDirectory(t: ExecutionContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'vip-test-'));
  t.teardown(() => rmSync(directory, {recursive: true, force: true}));
  return directory;
}
