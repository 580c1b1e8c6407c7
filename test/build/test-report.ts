import test from 'ava';
import {importScript} from './helpers/script.js';

interface TestResult {
  outcome: string;
  title: string;
  details: string[];
}
interface TapReaderModule {
  TapReader: new () => {read(line: string): TestResult[]; end(): TestResult[]; isComplete: boolean};
}
interface ReportModule {
  startReport(options: {stdout: {write(text: string): void}}): {
    readonly failures: readonly TestResult[];
    result(result: TestResult): void;
    again(result: TestResult, passed: boolean): void;
    end(run: {failure: string | undefined; isComplete: boolean; forbidSkips: boolean}): number;
  };
}

interface SecondAttemptModule {
  secondAttempts(
    failures: readonly TestResult[],
    options: {isCi: boolean; exists?: (path: string) => boolean},
  ): {result: TestResult; file: string; title: string}[];
  aloneArguments(attempt: {file: string; title: string}): string[];
}

const {TapReader} = await importScript<TapReaderModule>('tap-reader.js');
const {startReport} = await importScript<ReportModule>('test-report.js');

const {secondAttempts, aloneArguments} = await importScript<SecondAttemptModule>('second-attempt.js');

const passed = 'ok 1 - arp › mac › canonical';
const failed = [
  'not ok 2 - arp › mac › rejects',
  '#   logged',
  '  ---',
  '    name: AssertionError',
  '    at: mac.js:3:4',
  '  ...',
];
const skipped = 'ok 3 - lab › failover # SKIP';
const todo = 'not ok 4 - later # TODO';
const plan = ['', '1..4', '# tests 4', '# pass 1', '# fail 1', ''];

function run(
  lines: readonly string[],
  {failure, forbidSkips = false, alone}: {failure?: string; forbidSkips?: boolean; alone?: boolean} = {},
) {
  let output = '';
  const reader = new TapReader();
  const report = startReport({stdout: {write: text => (output += text)}});
  const results = ['TAP version 13', ...lines].flatMap(line => reader.read(line));
  for (const result of [...results, ...reader.end()]) report.result(result);
  if (alone !== undefined) for (const result of report.failures) report.again(result, alone);
  const exitCode = report.end({failure, isComplete: reader.isComplete, forbidSkips});
  return {exitCode, lines: output.trimEnd().split('\n')};
}

test('all passed', t => {
  const {exitCode, lines} = run([passed, ...plan]);
  t.is(exitCode, 0);
  t.deepEqual(lines, ['ok   arp › mac › canonical', '', '1 passed, 0 failed']);
});

test('a failure is shown with its details, at the end again, and counted', t => {
  const {exitCode, lines} = run([passed, ...failed, skipped, todo, ...plan], {failure: 'exit 1'});
  t.is(exitCode, 1);
  t.deepEqual(lines.slice(4), [
    '',
    'FAIL arp › mac › rejects',
    '       name: AssertionError',
    '       at: mac.js:3:4',
    '',
    '1 passed, 1 failed, 2 skipped',
  ]);
});

test('a skip fails where skips are forbidden', t => {
  t.is(run([passed, skipped, ...plan]).exitCode, 0);
  const {exitCode, lines} = run([passed, skipped, ...plan], {forbidSkips: true});
  t.is(exitCode, 1);
  t.is(lines.at(-1), '1 passed, 1 failed, 1 skipped');
});

const broken = [
  ['no test', plan, {}, 'FAIL no test ran'],
  ['a run that broke off', [passed], {failure: 'SIGKILL'}, 'FAIL AVA broke off (SIGKILL)'],
  ['a run that ended early with exit 0', [passed], {}, 'FAIL AVA broke off (exit 0)'],
  [
    'an AVA that fails without a failed test',
    [passed, ...plan],
    {failure: 'exit 1'},
    'FAIL AVA failed (exit 1)',
  ],
] as const;

for (const [what, lines, ending, said] of broken) {
  test(`${what} is a failure`, t => {
    const result = run(lines, ending);
    t.is(result.exitCode, 1);
    t.true(result.lines.includes(said));
    t.regex(result.lines.at(-1) ?? '', /^\d passed, 1 failed$/);
  });
}

test('a test that passed when run alone counts as passed, and is named with its first failure', t => {
  const {exitCode, lines} = run([passed, ...failed, ...plan], {failure: 'exit 1', alone: true});
  t.is(exitCode, 0);
  t.deepEqual(lines.slice(2), [
    '',
    'failed at first: arp › mac › rejects',
    '       name: AssertionError',
    '       at: mac.js:3:4',
    'ok   alone: arp › mac › rejects',
    '',
    'at the second attempt, alone: arp › mac › rejects',
    '',
    '2 passed, 0 failed',
  ]);
});

test('a test that also failed alone counts as failed', t => {
  const {exitCode, lines} = run([passed, ...failed, ...plan], {failure: 'exit 1', alone: false});
  t.is(exitCode, 1);
  t.true(lines.includes('FAIL alone: arp › mac › rejects'));
  t.is(lines.at(-1), '1 passed, 1 failed');
});

test('only a few lab tests are run again, and only in CI', t => {
  const result = (title: string) => ({outcome: 'failed', title, details: []});
  const exists = (path: string) => ['test/dist/lab/garp.js', 'test/dist/core/host/claim.js'].includes(path);
  const garp = result('lab › garp › !a, *b* › c (root)');
  const claim = result('core › host › claim › one of them gets it (user)');
  const untitled = result('lab › garp › as tshark reads it');
  const attempts = secondAttempts([garp, claim, untitled], {isCi: true, exists});
  t.deepEqual(
    attempts.map(({file, title}) => [file, title]),
    [
      ['test/dist/lab/garp.js', '!a, *b* › c (root)'],
      ['test/dist/core/host/claim.js', 'one of them gets it (user)'],
      ['test/dist/lab/garp.js', 'as tshark reads it'],
    ],
  );
  t.deepEqual(attempts.map(aloneArguments)[0], ['test/dist/lab/garp.js', '--match=\\!a, \\*b\\* › c (root)']);
  t.deepEqual(secondAttempts([garp], {isCi: false, exists}), []);
  t.deepEqual(secondAttempts([garp, result('arp › mac › rejects')], {isCi: true, exists}), [], 'a pure test');
  t.deepEqual(secondAttempts([result('lab › gone › a (root)')], {isCi: true, exists}), [], 'no such file');
  t.deepEqual(
    secondAttempts(
      Array.from({length: 7}, () => garp),
      {isCi: true, exists},
    ),
    [],
    'too many',
  );
});
