/**
 * `vip garp` reads obviously correct command lines without commander's parser, with the same result, and
 * leaves any other to it.
 */

import {BEYOND_SENDING, commandOf, commandProgram, GARP, plainReader} from '@vip/cli/grammar';
import test from 'ava';
import fc from 'fast-check';

/** The result: the values, or the error. */
type Outcome = {values: unknown} | {error: string};

async function outcomeOf(read: () => unknown): Promise<Outcome> {
  try {
    return {values: await read()};
  } catch (error) {
    return {error: (error as Error).message};
  }
}

async function byCommander(words: readonly string[]): Promise<unknown> {
  let values: unknown;
  const command = commandOf(GARP).action(options => {
    values = options;
  });
  const program = await commandProgram(
    async () => [command],
    () => {},
    'garp',
  );
  await program.parseAsync(['garp', ...words], {from: 'user'});
  return values;
}

const SENDS = GARP.options.filter(option => !BEYOND_SENDING.some(beyond => beyond === option));

const VALUES = [
  'eth0',
  '10.3.2.200',
  'fd00::1',
  '300.1.1.1',
  '1',
  '0',
  '5ms',
  'reply',
  'zero',
  '02:00:00:00:00:01',
  '10',
  '-1',
  '-v',
  '--',
  '',
];

const name = fc.constantFrom(
  ...GARP.options.flatMap(({long, short}) => [long, short].filter(each => each != null)),
);
const value = fc.constantFrom(...VALUES);
const piece = fc.oneof(
  {weight: 4, arbitrary: fc.tuple(name, value)},
  {weight: 2, arbitrary: fc.tuple(name, value).map(([option, text]) => [`${option}=${text}`])},
  {weight: 2, arbitrary: fc.tuple(name, value).map(([option, text]) => [`${option}${text}`])},
  {weight: 2, arbitrary: name.map(option => [option])},
  fc.constantFrom('-v', '--version', '-h', '--help', '--bogus', 'eth0', '-', '--no-json').map(word => [word]),
);
const words = fc
  .tuple(
    fc.constantFrom([], ['--iface', 'eth0'], ['-Ieth0', '--ip=10.3.2.200']),
    fc.array(piece, {maxLength: 4}),
  )
  .map(([needed, pieces]) => [...needed, ...pieces.flat()]);

test("commander's parser yields the same values", async t => {
  let plain = 0;
  await fc.assert(
    fc.asyncProperty(words, async line => {
      const read = plainReader(GARP, line, BEYOND_SENDING);
      if (read === undefined) return;
      plain++;
      t.deepEqual(await outcomeOf(read), await outcomeOf(() => byCommander(line)), line.join(' '));
    }),
    {numRuns: 3000},
  );
  t.true(plain > 100, String(plain));
});

test('each option of the program that only sends is read without commander, however it is spelled', t => {
  const needed = ['--iface', 'eth0', '--ip', '10.3.2.200'];
  for (const {long, short, required} of SENDS) {
    const names = [long, short].filter(each => each != null);
    const spellings = names.flatMap(each =>
      required ? [[each, '1'], [each.startsWith('--') ? `${each}=1` : `${each}1`]] : [[each]],
    );
    for (const spelling of spellings)
      t.not(plainReader(GARP, [...needed, ...spelling], BEYOND_SENDING), undefined, spelling.join(' '));
  }
});

test('anything missing, unknown or beyond sending is left to commander', t => {
  for (const line of [
    '',
    '--iface eth0',
    '--iface eth0 --ip',
    '--iface eth0 --ip 10.3.2.200 --dry-run',
    '--iface eth0 --ip 10.3.2.200 --verify',
    '--iface eth0 --ip 10.3.2.200 --json=1',
    '--iface eth0 --ip 10.3.2.200 --bogus',
    '--iface eth0 --ip 10.3.2.200 more',
    '--iface eth0 --ip -v',
    '--help',
  ])
    t.is(plainReader(GARP, line.split(' ').filter(Boolean), BEYOND_SENDING), undefined, line);
});
