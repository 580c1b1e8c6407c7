/** Scenarios: what a file means, and what is refused with its line and column. */

import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {commandOfCell, MOST_CELLS, readScenario} from '@vip/cli/grammar';
import test, {type ExecutionContext} from 'ava';
import {vip} from '../helpers/product.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const who = process.getuid?.() === 0 ? 'root' : 'user';

function written(t: ExecutionContext, text: string, name = 'failover.yaml'): string {
  const file = join(temporaryDirectory(t), name);
  writeFileSync(file, text);
  return file;
}

/** The trials in a scenario, each by its name with the words that one would type after `vip trial`. */
function cellsIn(t: ExecutionContext, text: string, name?: string): Record<string, string> {
  const cells = readScenario(written(t, text, name));
  return Object.fromEntries(cells.map(cell => [cell.name, commandOfCell(cell).slice(1).join(' ')]));
}

test('a file with just keys is one trial, named after the file', t => {
  t.deepEqual(cellsIn(t, 'driver: keepalived\nadvert-int: 100ms\nruns: 3\nmax-outage: [1s, ext=500ms]\n'), {
    failover: '--driver keepalived --advert-int 100ms --runs 3 --max-outage 1s --max-outage ext=500ms',
  });
});

test('a matrix makes a trial for each combination, the last key changing fastest, without the excluded ones', t => {
  const text = `
    tcp: true
    matrix:
      fault: [kill, 'freeze:2s']
      topology: [switch, vlan]
    exclude:
      - {fault: kill, topology: [vlan, ipvlan]}`;
  t.deepEqual(cellsIn(t, text), {
    'kill/switch': '--tcp --fault kill --topology switch',
    'freeze-2s/switch': '--tcp --fault freeze:2s --topology switch',
    'freeze-2s/vlan': '--tcp --fault freeze:2s --topology vlan',
  });
});

test('keys beside the trials apply to each of them, unless it has the key itself', t => {
  const text = `
    driver: vip
    matrix: {topology: [switch, vlan]}
    exclude: [{topology: vlan, fault: link-down}]
    trials:
      plain: {runs: 5}
      one: {topology: macvlan}
      more: {matrix: {fault: [link-down, rogue], driver: [exec]}, node-up: 'ip a'}`;
  t.deepEqual(cellsIn(t, text), {
    'plain/switch': '--driver vip --runs 5 --topology switch',
    'plain/vlan': '--driver vip --runs 5 --topology vlan',
    one: '--driver vip --topology macvlan',
    'more/switch/link-down/exec': '--node-up ip a --topology switch --fault link-down --driver exec',
    'more/switch/rogue/exec': '--node-up ip a --topology switch --fault rogue --driver exec',
    'more/vlan/rogue/exec': '--node-up ip a --topology vlan --fault rogue --driver exec',
  });
});

test('names can be names of directories, and each is unique', t => {
  const text = `
    matrix:
      vip: [../10.3.2.200/8, '..', 'a/b', a:b]
      no-garp: [true, false]`;
  t.deepEqual(Object.keys(cellsIn(t, text)), [
    ...['10.3.2.200-8/no-garp', '10.3.2.200-8/garp', 'vip/no-garp', 'vip/garp'],
    ...['a-b/no-garp', 'a-b/garp', 'a-b/no-garp-2', 'a-b/garp-2'],
  ]);
});

test('JSON is read as well, aliases are resolved, and numbers stay as written', t => {
  t.deepEqual(cellsIn(t, '{"driver":\t"vip", "matrix": {"seed": [1, 007], "runs": ["2"]}}', 'a b.json'), {
    '1/2': '--driver vip --seed 1 --runs 2',
    '007/2': '--driver vip --seed 007 --runs 2',
  });
  t.deepEqual(cellsIn(t, 'matrix: {seed: &some [1], runs: *some}'), {'1/1': '--seed 1 --runs 1'});
});

test('paths are relative to the file, wherever it is read from; words are not paths', t => {
  const file = written(t, 'config: [a.conf, /b.conf]\nmatrix: {topology: [switch, lab.json]}');
  const directory = join(file, '..');
  t.deepEqual(
    readScenario(file).map(cell => commandOfCell(cell).slice(1)),
    ['switch', `${directory}/lab.json`].map(topology => [
      ...['--config', `${directory}/a.conf`, '--config', '/b.conf', '--topology', topology],
    ]),
  );
});

/** Files that are refused, each with its error, without the file's name. */
const REFUSED: readonly (readonly [text: string, error: string])[] = [
  ['', '1:1: scenario: expected a map, got nothing'],
  ['- a', '1:1: scenario: expected a map, got a list'],
  ['a: [b', '1:6: expected YAML: Flow sequence in block collection must be sufficiently indented'],
  ['fault: kill\nfault: stop', '2:1: expected YAML: Map keys must be unique'],
  ['? [a]\n: b', '1:3: expected a word as a key'],
  ['runs: 1\nfalt: kill', '2:1: scenario: expected one of 47 names, got "falt"; did you mean fault?'],
  ['junit: x.xml', '1:1: scenario: expected one of driver, fault, '],
  ['yes: true', '1:1: scenario: expected one of driver, fault, '],
  ['fault:', '1:7: fault: expected a text or a number, got nothing'],
  ['fault: [kill, stop]', '1:8: fault: expected a text or a number, got a list'],
  ['vrrp: {a: b}', '1:7: vrrp: expected a text or a number, a list of them, got a map'],
  ['dad: 1', '1:6: dad: expected true or false, got "1"'],
  ['dad: yes', '1:6: dad: expected true or false, got "yes"'],
  ['tcp: [a]', '1:6: tcp: expected a text or a number, true, false, got a list'],
  ['fault: flood', '1:8: fault: expected one of address-removed, '],
  ['driver: "sheep"', '1:9: driver: expected one of vip, keepalived, ucarp, frr, exec, got "sheep"'],
  ['runs: 2.5', '1:7: runs: expected a whole number of 1 or more, got "2.5"'],
  ['max-outage: 4', '1:13: max-outage: expected a number with us, ms, s, m or h, such as 200ms, got "4"'],
  ['max-outage:\n- 4s\n- ext=x', '3:3: max-outage: expected a number with us, ms, s, m or h, '],
  ['topology: two-swiches', '1:11: topology: expected one of switch, vlan, '],
  ['matrix: {}', '1:9: matrix: expected an entry or more, got none'],
  ['matrix: {fault: kill}', '1:17: matrix: fault: expected a list, got "kill"'],
  ['matrix: {fault: []}', '1:17: matrix: fault: expected an item or more, got none'],
  ['matrix: {fault: [kill, flood]}', '1:24: fault: expected one of address-removed, '],
  ['matrix: {max-outage: [[]]}', '1:23: max-outage: expected an item or more, got none'],
  ['fault: kill\nmatrix: {fault: [stop]}', '1:1: fault: expected here or in matrix, got both'],
  [
    'matrix: {fault: [stop]}\nexclude: [{fault: kill}]',
    '2:11: exclude: expected a combination that the matrix has, got none',
  ],
  [
    'matrix: {fault: [stop]}\nexclude: [{fault: stop}]',
    '1:1: exclude: expected a trial or more to be left, got none',
  ],
  ['trials: {}', '1:9: trials: expected an entry or more, got none'],
  ['trials: {a/b: {runs: 1}}', '1:10: trials: expected a name of letters, digits, _ and -, got "a/b"'],
  ['trials: {a: {trials: {}}}', '1:14: a: expected one of driver, fault, '],
  ['trials: {a: 1}', '1:13: a: expected a map, got "1"'],
];

for (const [text, error] of REFUSED) {
  test(`refused: ${JSON.stringify(text)}`, t => {
    const file = written(t, text);
    const {message} = t.throws(() => readScenario(file)) ?? {message: ''};
    t.true(message.startsWith(`${file}:${error}`), message);
    t.notRegex(message, /\n/);
  });
}

test('more trials than a machine runs in a night are refused, with their number, before they are made', t => {
  const many = `[${Array.from({length: 1000}, (_, index) => index).join()}]`;
  const file = written(t, `runs: 1\nmatrix: {seed: ${many}, settle: [1s, 2s], timeout: [1s, 2s]}`);
  t.throws(() => readScenario(file), {
    message: `${file}:1:1: matrix: expected ${MOST_CELLS} trials or fewer in all, got 4000 or more`,
  });
});

test('aliases that multiply one another are refused before they expand', t => {
  const levels = Array.from(
    {length: 30},
    (_, level) => `a${level}: &a${level} [*a${level - 1}, *a${level - 1}]`,
  );
  levels[0] = 'a0: &a0 [x, x]';
  t.throws(() => readScenario(written(t, levels.join('\n'))), {message: /: expected at most 100000 values/});
});

async function refused(t: ExecutionContext, text: string, ...args: readonly string[]): Promise<string> {
  const file = written(t, text);
  const {code, stdout, stderr} = await vip(who, ['trial', '--scenario', file, ...args]);
  t.is(code, 2, stderr);
  t.is(stdout, '');
  return stderr.replaceAll(file, 'FILE');
}

test('mistakes that only become apparent in the whole trial are reported by line and column, too, before any trial begins', async t => {
  const rows = [
    ['runs: 1\ndriver: vip\nfault: kill', '3:8: fault kill: driver vip has no process to end; use '],
    ['advert-int: 1s\ndriver: vip', '1:13: advert-int: vip trial --driver vip does not read it; vip trial '],
    ['matrix: {threshold: [max<1s, p95<1s]}', '1:30: threshold: p95<1s: p95 needs at least 20 runs, got 1; '],
    [
      'max-outage: [1s, moon=1s]',
      '1:13: max-outage: expected one of mcv-client, ext, router, remote, got "moon"',
    ],
  ] as const;
  for (const [text, line] of rows) {
    const stderr = await refused(t, text);
    t.true(stderr.startsWith(`vip: FILE:${line}`), stderr);
  }
});

test('a trial is chosen by its name, in which * stands for anything', async t => {
  const file = written(t, 'matrix: {fault: [kill, stop], driver: [keepalived, ucarp]}');
  const list = async (...args: readonly string[]) =>
    vip(who, ['trial', '--scenario', file, '--list', ...args]);
  t.is(
    (await list('--only', 'kill/*')).stdout,
    [
      'kill/keepalived: vip trial --fault kill --driver keepalived',
      'kill/ucarp: vip trial --fault kill --driver ucarp',
      '',
    ].join('\n'),
  );
  t.regex(
    (await list('--only', '*/ucarp', '--only', '*keep*', '--json')).stdout,
    /^(?:\{"kind":"cell".*"of":4,.*\n){4}$/,
  );
  const {code, stderr} = await list('--only', 'kill.*');
  t.is(code, 2);
  t.is(
    stderr,
    'vip: --only: expected one of kill/keepalived, kill/ucarp, stop/keepalived, stop/ucarp, got "kill.*"\n',
  );
});

test('a baseline is a directory that --out wrote, with one directory for each trial', async t => {
  const empty = temporaryDirectory(t);
  t.is(
    await refused(t, 'driver: vip', '--baseline', empty),
    `vip: --baseline ${empty}: expected what --out saved of this scenario, such as ${empty}/failover, got none of it\n`,
  );
});
