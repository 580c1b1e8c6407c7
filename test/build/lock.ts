import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {importScript, runNode, scriptPath, temporaryDirectory} from './helpers/script.js';

interface LockModule {
  acquireLock(
    directory: string,
    hooks?: {onWait?: (pid: number) => void; onTakeOver?: (owner: string) => void},
  ): Promise<{release(): void}>;
  ownerName(pid: number): string | undefined;
}

const {acquireLock, ownerName} = await importScript<LockModule>('bootstrap/lock.js');

test('a lock leaves nothing behind when it is released', async t => {
  const directory = temporaryDirectory(t);
  const lock = await acquireLock(directory);
  t.deepEqual(readdirSync(join(directory, 'lock')), [ownerName(process.pid)]);
  lock.release();
  t.deepEqual(readdirSync(directory), []);
});

for (const [who, owner] of [
  ['a process that is gone', '4194304-1'],
  ['an earlier process of the same id', `${process.pid}-1`],
] as const) {
  test(`a lock left by ${who} is taken over`, async t => {
    const directory = temporaryDirectory(t);
    mkdirSync(join(directory, 'lock'));
    writeFileSync(join(directory, 'lock', owner), '');
    const takenOver: string[] = [];
    const lock = await acquireLock(directory, {
      onWait: pid => t.fail(`waits for ${pid}`),
      onTakeOver: dead => takenOver.push(dead),
    });
    t.deepEqual(takenOver, [owner]);
    t.deepEqual(readdirSync(join(directory, 'lock')), [ownerName(process.pid)]);
    lock.release();
  });
}

test('a lock whose owner lives is waited for', async t => {
  const directory = temporaryDirectory(t);
  mkdirSync(join(directory, 'lock'));
  const owner = ownerName(process.ppid);
  t.truthy(owner);
  writeFileSync(join(directory, 'lock', String(owner)), '');
  const waitedFor: number[] = [];
  const acquired = acquireLock(directory, {
    onWait: pid => {
      waitedFor.push(pid);
      // The owner releases it.
      readdirSync(join(directory, 'lock'));
      t.true(existsSync(join(directory, 'lock', String(owner))));
      import('node:fs').then(({rmSync}) => rmSync(join(directory, 'lock', String(owner))));
    },
  });
  (await acquired).release();
  t.deepEqual(waitedFor, [process.ppid]);
});

test('of many processes that find the same stale lock, only one works at a time', async t => {
  const directory = temporaryDirectory(t);
  mkdirSync(join(directory, 'lock'));
  writeFileSync(join(directory, 'lock', '4194304-1'), '');
  const counter = join(directory, 'counter');
  writeFileSync(counter, '0');
  const program = `
    const [lockModule, directory, counter] = process.argv.slice(1);
    const {readFileSync, writeFileSync} = await import('node:fs');
    const {acquireLock} = await import(lockModule);
    for (let round = 0; round < 5; round += 1) {
      const lock = await acquireLock(directory);
      const before = Number(readFileSync(counter, 'utf8'));
      await new Promise(resolve => setTimeout(resolve, 5));
      writeFileSync(counter, String(before + 1));
      lock.release();
    }`;
  const args = [
    '--input-type=module',
    '-e',
    program,
    '--',
    scriptPath('bootstrap/lock.js'),
    directory,
    counter,
  ];
  const results = await Promise.all(Array.from({length: 4}, () => runNode(args)));
  t.deepEqual(
    results.map(({exitCode, stderr}) => ({exitCode, stderr})),
    Array.from({length: 4}, () => ({exitCode: 0, stderr: ''})),
  );
  t.is(readFileSync(counter, 'utf8'), '20');
});
