/** `vip explain` for several captures: files of any format, names, refusals, and every form of its output. */

import {execFileSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {gzipSync} from 'node:zlib';
import test, {type ExecutionContext} from 'ava';
import {assertDescribed} from '../helpers/json-shapes.js';
import {vip} from '../helpers/product.js';
import {seeded} from '../helpers/random.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';
import {capturesOf, DISTORTED, type PlaceCapture} from '../kinds/places/distort.js';
import {labRun, recorded} from '../kinds/places/lab-run.js';
import {LOSSY} from '../kinds/places/lost.js';
import {writeFile} from '../kinds/write.js';

const PLACES = ['a', 'client'];
const replies = LOSSY.find(({name}) => name === 'replies') ?? LOSSY[0];

/** The captures as files, each in a different format. */
function filesOf(t: ExecutionContext, captures: readonly PlaceCapture[]): string[] {
  const directory = temporaryDirectory(t);
  return captures.map(({name, frames}, index) => {
    const format = index % 2 === 0 ? 'pcapng' : 'pcap';
    const octets = writeFile(frames, format);
    const file = join(
      directory,
      `${name}.${format === 'pcapng' ? 'pcapng' : 'pcap'}${index === 1 ? '.gz' : ''}`,
    );
    writeFileSync(file, index === 1 ? gzipSync(octets) : octets);
    return file;
  });
}

function lossyFiles(t: ExecutionContext): string[] {
  const how = {...DISTORTED, cut: false, thinned: 0};
  return filesOf(
    t,
    replies === undefined ? [] : capturesOf(recorded(replies.kind, 2), PLACES, seeded(2), how),
  );
}

test.serial('files of every format make one story, as text, --brief, JSON and a report', async t => {
  const files = lossyFiles(t);
  const report = join(temporaryDirectory(t), 'report.html');
  const [text, brief, json] = [
    await vip('root', ['explain', ...files, '--report', report]),
    await vip('root', ['explain', '--brief', ...files]),
    await vip('root', ['explain', '--json', ...files]),
  ];
  t.is(text.stderr, '');
  t.deepEqual([text.code, brief.code, json.code], [1, 1, 1]);
  t.regex(text.stdout, /^\S+: REPLIES_LOST since .*frame\s+client:\d+/s);
  t.regex(text.stdout, /\n {2}client is .* (ahead|behind).*, within 0\.\d+ ms/);
  const [answer, ...story] = text.stdout.split('\n');
  t.is(`${answer}\n`, brief.stdout);
  t.true(story.every(line => line.length <= 80));
  t.regex(brief.stdout, /^\S+: REPLIES_LOST since [^\n]*, frame client:\d+\n$/);
  assertDescribed(t, 'vip explain --json', json.stdout);
  const objects = json.stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
  const places = objects.find(({kind}) => kind === 'places');
  t.deepEqual(
    places.clocks.map(({place}: {place: string}) => place),
    PLACES,
  );
  const [finding] = objects.find(({kind}) => kind === 'explanation').findings;
  t.is(finding.where[0].capture, 'client');
  t.true(finding.where[0].number > 0);
  t.regex(readFileSync(report, 'utf8'), /REPLIES_LOST.*client:\d+/s);
});

test.serial('places are named as they are typed, and each frame by its number in its own file', async t => {
  const [a = '', client = ''] = lossyFiles(t);
  const {stdout} = await vip('root', ['explain', `lb1=${a}`, `laptop=${client}`]);
  t.regex(stdout, /\nlb1 and laptop:\n/);
  const number = Number(/no answer for .* frames laptop:(\d+) to/s.exec(stdout.replace(/\s+/g, ' '))?.[1]);
  const alone = await vip('root', ['explain', client]);
  t.regex(alone.stdout.replace(/\s+/g, ' '), new RegExp(`in frames ${number} to`));
});

/** The client's captures, the first and the third, of two runs over IPv6. */
function apartFiles(t: ExecutionContext, addresses: readonly [number, number]): string[] {
  const how = {...DISTORTED, thinned: 0, cut: false};
  const [one, other] = addresses.map((own, index) =>
    capturesOf(recorded(labRun, 1 + 2 * index, own), ['client'], seeded(index), how),
  );
  const [client, laptop] = [...(one ?? []), ...(other ?? [])] as [PlaceCapture, PlaceCapture];
  return filesOf(t, [client, {...laptop, name: 'laptop'}]);
}

const TOO_FEW = /note: CANNOT_TELL\n {2}Too few frames are in common between client and\s+laptop/;

test.serial(
  'captures of one address without a frame in common are explained separately, with exit 3',
  async t => {
    const files = apartFiles(t, [1, 1]);
    const {code, stdout} = await vip('root', ['explain', ...files]);
    t.is(code, 3);
    t.regex(stdout, TOO_FEW);
    const json = await vip('root', ['explain', '--json', ...files]);
    assertDescribed(t, 'vip explain --json', json.stdout);
    t.regex(json.stdout, /"kind":"finding","code":"CANNOT_TELL"/);
  },
);

test.serial('a capture of another address only adds a note', async t => {
  const {code, stdout} = await vip('root', ['explain', ...apartFiles(t, [1, 2])]);
  t.is(code, 0);
  t.regex(stdout, TOO_FEW);
});

test.serial('impossible combinations are refused in one line', async t => {
  const [a = '', b = ''] = lossyFiles(t);
  const pipe = join(temporaryDirectory(t), 'pipe');
  execFileSync('mkfifo', [pipe]);
  const rows: readonly [args: readonly string[], code: number, says: RegExp][] = [
    [[a, a], 2, /FILE: expected different captures, got \S+ twice\n/],
    [[`x=${a}`, `x=${b}`], 2, /FILE: expected a name for each place, got x twice \(NAME=FILE gives one\)\n/],
    [[a, '-'], 2, /FILE: expected files, as several captures are read twice, got standard input\n/],
    [[a, '/nowhere.pcap'], 3, /^vip: \/nowhere\.pcap: no such file/],
    [[a, b, '--iface', 'lo'], 2, /--iface: vip explain FILE does not read it/],
    [[a, b, '--report', a], 2, /--report/],
  ];
  for (const [args, expected, says] of rows) {
    const {code, stderr, stdout} = await vip('root', ['explain', ...args]);
    t.is(code, expected, stderr);
    t.is(stdout, '');
    t.regex(stderr, says);
    t.is(stderr.trim().split('\n').length, 1, stderr);
  }
});
