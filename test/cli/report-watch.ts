/** `vip report --watch`: a file of events as lines, as JSON and as a page, and which files are refused. */

import {appendFileSync, existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {problemWith} from '@vip/analysis/internal/schema';
import {PRINTING_COMMANDS} from '@vip/cli/json';
import test from 'ava';
import {vip} from '../helpers/product.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';
import {watchedEvents} from '../helpers/watched-events.js';

const REPORT = PRINTING_COMMANDS.flatMap(({objects}) => objects).find(({kind}) => kind === 'watch-report');

test('it prints lines or documented JSON, and writes a page beside the file', async t => {
  const file = await watchedEvents(t);
  const {code, stdout, stderr} = await vip('root', ['report', '--watch', file]);
  t.deepEqual([code, stderr], [0, '']);
  t.regex(stdout, /^ {2}10\.3\.2\.200 on ext0 {2}74\.\d+ % to 74\.\d+ % {2}/m);
  t.regex(stdout, /^2 moves and outages, the worst first\n.*\n {4}moved \(silent\)/m);
  const page = file.replace(/\.jsonl$/, '.html');
  t.regex(readFileSync(page, 'utf8'), /SILENT_FAILBACK/);
  const {stdout: json} = await vip('root', ['report', '--watch', file, '--json', '--report', page]);
  if (REPORT === undefined) return t.fail('it is not described');
  t.is(problemWith(JSON.parse(json), REPORT.shape, 'watch-report', {isStrict: true}), undefined);
});

test('a line that was cut short is reported, and the rest is read', async t => {
  const file = await watchedEvents(t);
  appendFileSync(file, '{"kind":"moved","id":"10.3.2.200/ext0/mo');
  const {code, stdout, stderr} = await vip('root', ['report', '--watch', file]);
  t.is(code, 0);
  t.regex(stderr, /^vip: warning: \S+: 1 line cut short; what it said is not known\n$/);
  t.regex(stdout, /2 moves and outages/);
});

for (const [title, content, reason] of [
  ['no event', '', /expected events printed by vip watch --json, got none/],
  ['text', 'Nov 26 lb1 vip[7]: moved\n', /line 1: expected an event of vip watch, got "Nov 26/],
  ['another object', '{"kind":"frame","at":"1"}\n', /line 1: expected an event of vip watch, got /],
  ['octets', '\u0000\u001b[2J\ufffd\n', /expected text, got binary data/],
  ['an event with a wrong field', '{"kind":"owner","id":7}\n', /line 1: owner/],
  ['a depth that would overflow a stack', `${'['.repeat(100_000)}\n`, /line 1: expected an event/],
] as const) {
  test(`it is refused in one line, and an earlier report stays: ${title}`, async t => {
    const directory = temporaryDirectory(t);
    const [file, page] = [join(directory, 'e.jsonl'), join(directory, 'e.html')];
    writeFileSync(file, content);
    writeFileSync(page, 'before');
    const {code, stdout, stderr} = await vip('root', ['report', '--watch', file]);
    t.deepEqual([code, stdout], [3, '']);
    t.regex(stderr, /^vip: \S+e\.jsonl[: ][^\n]*\n$/);
    t.regex(stderr, reason);
    t.false(stderr.includes('\u001b'));
    t.is(readFileSync(page, 'utf8'), 'before');
  });
}

for (const [words, line] of [
  [['report'], 'DIRECTORY: expected a saved run or --watch FILE, got neither'],
  [['report', 'x', '--watch', 'y'], 'DIRECTORY: expected a saved run or --watch FILE, got both'],
  [['report', '--watch', 'y', '--max-outage', '1s'], '--max-outage: vip report --watch does not read it'],
] as const) {
  test(`vip ${words.join(' ')}: exit 2, nothing touched`, async t => {
    const {code, stderr} = await vip('root', words);
    t.is(code, 2);
    t.true(stderr.startsWith(`vip: ${line}`), stderr);
    t.false(existsSync('y.html'));
  });
}
