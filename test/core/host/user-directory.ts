/** The directory for files that nobody but the user can have written. */

import {chmodSync, chownSync, mkdirSync, readdirSync, statSync, symlinkSync} from 'node:fs';
import {join} from 'node:path';
import {leaveUserDirectory, openUserDirectory, userDirectories} from '@vip/core/internal';
import test, {type ExecutionContext} from 'ava';
import {temporaryDirectory} from '../../helpers/temporary-directory.js';

const me = process.geteuid?.() ?? 0;
const NOBODY = 65_534;

/** A directory in which everybody may create files, like /tmp. */
function openToAll(t: ExecutionContext): string {
  const base = temporaryDirectory(t);
  chmodSync(base, 0o1777);
  return base;
}

test('the directory is the same for all processes of the user, closed to others, and removed when empty', t => {
  const base = openToAll(t);
  t.deepEqual(userDirectories(me, [base]), []);
  const directory = openUserDirectory(me, [base]);
  t.is(directory, join(base, `vip-${me}`));
  t.is(statSync(directory).mode & 0o777, 0o700);
  t.is(openUserDirectory(me, [base]), directory);
  t.deepEqual(userDirectories(me, [base]), [directory]);
  mkdirSync(join(directory, 'held'));
  leaveUserDirectory(directory);
  t.deepEqual(userDirectories(me, [base]), [directory]);
});

test('the first location that exists and is writable is used', t => {
  const [missing, base] = ['/nowhere', openToAll(t)];
  t.is(openUserDirectory(me, [missing, '/proc', base]), join(base, `vip-${me}`));
  t.throws(() => openUserDirectory(me, [missing]), {
    code: 'NOT_POSSIBLE',
    message: `expected a place for vip-${me} in /nowhere, got none`,
  });
});

test("there is no such directory where others may rename a user's files", t => {
  const base = openToAll(t);
  chmodSync(base, 0o777);
  t.throws(() => openUserDirectory(me, [base]), {code: 'NOT_POSSIBLE'});
});

/** What another user may have put at our path. */
const squatters: readonly [what: string, squat: (path: string, elsewhere: string) => void][] = [
  ['a directory that others can write to', path => mkdirSync(path) ?? chmodSync(path, 0o777)],
  ['a symbolic link to a directory of ours', (path, elsewhere) => symlinkSync(elsewhere, path)],
  [
    'a directory of another user',
    path => {
      mkdirSync(path, {mode: 0o700});
      if (me === 0) chownSync(path, NOBODY, NOBODY);
      else chmodSync(path, 0o755);
    },
  ],
];

for (const [what, squat] of squatters) {
  test(`${what} is not trusted, and does not get in the way`, t => {
    const base = openToAll(t);
    const elsewhere = temporaryDirectory(t);
    chmodSync(elsewhere, 0o700);
    squat(join(base, `vip-${me}`), elsewhere);
    t.deepEqual(userDirectories(me, [base]), []);
    const directory = openUserDirectory(me, [base]);
    t.true(directory.startsWith(join(base, `vip-${me}.`)), directory);
    t.is(openUserDirectory(me, [base]), directory, 'all processes of the user find it');
    t.is(readdirSync(base).length, 2);
  });
}
