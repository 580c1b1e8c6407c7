import {mkdirSync, readdirSync, renameSync, rmSync, utimesSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {importScript, temporaryDirectory} from './helpers/script.js';

interface StampModule {
  listFiles(
    base: string,
    paths: readonly string[],
    enter?: (path: string, name: string) => boolean,
  ): string[];
  hashContents(base: string, files: readonly string[], facts?: readonly string[]): string;
  hashStats(base: string, files: readonly string[]): string;
  readStamp(path: string): string | undefined;
  writeStamp(path: string, content: string): void;
}

const {hashContents, hashStats, listFiles, readStamp, writeStamp} =
  await importScript<StampModule>('bootstrap/stamp.js');

test('a digest of contents changes with names, contents and facts, and with nothing else', t => {
  const base = temporaryDirectory(t);
  mkdirSync(join(base, 'src/deep'), {recursive: true});
  writeFileSync(join(base, 'src/b.ts'), 'b');
  writeFileSync(join(base, 'src/deep/a.ts'), 'a');
  const digest = (facts: readonly string[] = []) => hashContents(base, listFiles(base, ['src']), facts);
  const first = digest();

  utimesSync(join(base, 'src/b.ts'), 0, 0);
  t.is(digest(), first);
  t.not(digest(['another Node']), first);

  writeFileSync(join(base, 'src/b.ts'), 'B');
  t.not(digest(), first);
  writeFileSync(join(base, 'src/b.ts'), 'b');
  t.is(digest(), first);

  renameSync(join(base, 'src/b.ts'), join(base, 'src/c.ts'));
  t.not(digest(), first);
});

test('a digest of outputs changes if one is rewritten or removed', t => {
  const base = temporaryDirectory(t);
  writeFileSync(join(base, 'a.js'), 'a');
  writeFileSync(join(base, 'b.js'), 'b');
  const digest = () => hashStats(base, listFiles(base, ['.']));
  const first = digest();
  t.is(digest(), first);
  utimesSync(join(base, 'a.js'), 1, 1);
  const second = digest();
  t.not(second, first);
  rmSync(join(base, 'b.js'));
  t.not(digest(), second);
});

test('files are listed in a stable order, without excluded and missing ones', t => {
  const base = temporaryDirectory(t);
  mkdirSync(join(base, 'x/dist'), {recursive: true});
  for (const name of ['x/2.ts', 'x/1.ts', 'x/dist/1.js', 'y']) writeFileSync(join(base, name), '');
  t.deepEqual(
    listFiles(base, ['y', 'x', 'z'], (_path, name) => name !== 'dist'),
    ['y', 'x/1.ts', 'x/2.ts'],
  );
});

test('a stamp is written atomically, and a missing one reads as undefined', t => {
  const base = temporaryDirectory(t);
  const stamp = join(base, 'state/stamp');
  t.is(readStamp(stamp), undefined);
  writeStamp(stamp, 'one');
  writeStamp(stamp, 'two');
  t.is(readStamp(stamp), 'two');
  t.deepEqual(readdirSync(join(base, 'state')), ['stamp']);
});
