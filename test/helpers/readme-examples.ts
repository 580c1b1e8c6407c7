/**
 * The examples of a README: each with what it prints.
 *
 * @module
 */

import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import type {ExecutionContext} from 'ava';

const root = fileURLToPath(new URL('../../../', import.meta.url));

export interface Example {
  /** The heading that it stands under. */
  readonly title: string;
  readonly code: string;
  /** What it prints. */
  readonly output: string;
}

/** Every block of TypeScript that is followed by what it prints. */
export function examplesOf(readme: string): Example[] {
  const text = readFileSync(join(root, readme), 'utf8');
  return [...text.matchAll(/^## (.*)\n\n```ts\n([\s\S]*?)```\n\n```\n([\s\S]*?)```$/gm)].map(
    ([, title = '', code = '', output = '']) => ({title, code, output}),
  );
}

/** Writes an example as a module that finds the packages; returns its path. It is gone when the test is over. */
export function writeExample(t: ExecutionContext, code: string, extension = 'mjs'): string {
  const directory = mkdtempSync(join(root, 'test/dist/example-'));
  t.teardown(() => rmSync(directory, {recursive: true, force: true}));
  const file = join(directory, `example.${extension}`);
  writeFileSync(file, code);
  return file;
}
