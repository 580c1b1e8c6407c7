/**
 * The examples of a page, each with its output.
 *
 * @module
 */

import {spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import type {ExecutionContext} from 'ava';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const TSC = join(root, 'node_modules/.bin/tsc');

export interface Example {
  /** The heading above it. */
  readonly title: string;
  readonly code: string;
  /** Its output; absent if the page does not show it. */
  readonly output?: string;
}

/** Every block of TypeScript, with its output if that follows. */
export function examplesOf(page: string): Example[] {
  const sections = readFileSync(join(root, page), 'utf8').split(/^## /m);
  return sections.flatMap(section => {
    const [, code, output] = /^```ts\n([\s\S]*?)^```\n(?:\n```\n([\s\S]*?)```$)?/m.exec(section) ?? [];
    const title = section.split('\n', 1)[0] ?? '';
    if (code === undefined) return [];
    return [output === undefined ? {title, code} : {title, code, output}];
  });
}

/** As strict as a user's project may be. */
const STRICT = {
  ...{strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true},
  ...{module: 'nodenext', target: 'es2023', lib: ['es2023', 'esnext.disposable'], types: ['node']},
  skipLibCheck: true,
};

/** The examples as programs that find the packages, each in a directory of its own. */
export interface Programs {
  /** The compiler's messages, which should be none. */
  readonly problems: string;
  /** The path of an example's program. */
  of(example: Example): string;
  remove(): void;
}

/** Compiles examples all at once. */
export function compileExamples(examples: readonly Example[]): Programs {
  const directory = mkdtempSync(join(root, 'test/dist/examples-'));
  const place = (example: Example) => join(directory, String(examples.indexOf(example)));
  for (const example of examples) {
    mkdirSync(place(example));
    writeFileSync(join(place(example), 'example.mts'), example.code);
  }
  writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify({compilerOptions: STRICT}));
  const {stdout} = spawnSync(TSC, ['-p', directory], {encoding: 'utf8'});
  return {
    problems: stdout,
    of: example => join(place(example), 'example.mjs'),
    remove: () => rmSync(directory, {recursive: true, force: true}),
  };
}

/**
 * Writes an example as a module that finds the packages; returns its path. It is removed when the test is
 * over.
 */
export function writeExample(t: ExecutionContext, code: string): string {
  const directory = mkdtempSync(join(root, 'test/dist/example-'));
  t.teardown(() => rmSync(directory, {recursive: true, force: true}));
  const file = join(directory, 'example.mjs');
  writeFileSync(file, code);
  return file;
}
