#!/usr/bin/env node
// `npm run torture`: every test file that is otherwise shortened, in full: what only time can show, as often as docs/reliability.md
// reports; both users; whole tables of drivers, faults and families. Takes two hours.
import {spawnSync} from 'node:child_process';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {root} from './bootstrap/checkout.js';

/** How a shortened test file is recognised: it, or a helper for its kind of test, leaves something out. */
const SHORTENED = /helpers\/(?:torture|lesson-test|lab-watch)\.js|\b(?:turnTest|inTurn|tortured)\b/;

// Some tests take longer than AVA otherwise waits for any test to end.
const patience = '--timeout=90m';
const {status} = spawnSync(process.execPath, [join(root, 'scripts/test.js'), patience, ...shortened()], {
  cwd: root,
  stdio: 'inherit',
  env: {...process.env, VIP_TORTURE: '1'},
});
process.exitCode = status ?? 1;

/** @returns {string[]} paths from the root */
function shortened() {
  return readdirSync(join(root, 'test'), {recursive: true, encoding: 'utf8'})
    .filter(path => path.endsWith('.ts') && !/^(?:dist|helpers|fixtures|kinds)\//.test(path))
    .map(path => join('test', path))
    .filter(path => SHORTENED.test(readFileSync(join(root, path), 'utf8')))
    .sort();
}
