/** How much kernel memory a capture of many interfaces takes, and what happens when one is renamed. */

import {readFileSync} from 'node:fs';
import type {ExecutionContext} from 'ava';
import {type Pair, pairTest, stop} from '../helpers/pair.js';
import {untilDescendant} from '../helpers/processes.js';
import {jsonLines, type Running} from '../helpers/product.js';

const MIB = 1 << 20;

/** Adds this many cables in a, with both ends there and up: twice as many interfaces. */
async function addCables({ip}: Pair, count: number, prefix: string): Promise<void> {
  const cables = Array.from({length: count}, (_, index) => `${prefix}${index}`);
  await ip(
    'a',
    ...cables.flatMap(cable => [
      `link add ${cable}x type veth peer name ${cable}y`,
      `link set ${cable}x addrgenmode none up`,
      `link set ${cable}y addrgenmode none up`,
    ]),
  );
}

/** The sizes of the rings that a process has mapped, in octets. */
async function ringsOf({child}: Running): Promise<number[]> {
  const isNode = ({argv}: {argv: readonly string[]}) => argv[0] === process.execPath;
  const {pid} = await untilDescendant(child.pid as number, isNode);
  const maps = readFileSync(`/proc/${pid}/maps`, 'latin1').matchAll(/^(\w+)-(\w+) .* socket:\[\d+\]$/gm);
  return [...maps].map(([, from = '', to = '']) => Number.parseInt(to, 16) - Number.parseInt(from, 16));
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

async function ended(t: ExecutionContext, running: Running): Promise<string> {
  stop(running);
  const {code, stderr} = await running.ended;
  t.is(code, 0, stderr);
  return stderr;
}

pairTest('the rings of sixty interfaces take 128 MiB in all, and a message says so', [], async (t, pair) => {
  await addCables(pair, 29, 'c');
  const capture = pair.startVip('a', 'capture');
  await capture.says(/interfaces share/);
  const rings = await ringsOf(capture);
  t.is(rings.length, 60);
  t.true(sum(rings) <= 128 * MIB, `${sum(rings)}`);
  t.true(sum(rings) > 64 * MIB, `${sum(rings)}`);
  const stderr = await ended(t, capture);
  t.regex(stderr, /warning: 60 interfaces share 128 MiB .*: 1.5 MiB each instead of 32 MiB/);
});

pairTest('two interfaces have full rings, without a message', [], async (t, pair) => {
  const capture = pair.startVip('a', 'capture');
  await capture.says('listening on va');
  t.deepEqual(await ringsOf(capture), [32 * MIB, 32 * MIB]);
  t.false((await ended(t, capture)).includes('warning'));
});

pairTest(
  'interfaces that appear later get a share of the memory reserved for them, and return it',
  [],
  async (t, pair) => {
    await addCables(pair, 3, 'c');
    const capture = pair.startVip('a', 'capture');
    await capture.says(/interfaces share/);
    for (let turn = 0; turn < 3; turn++) {
      await addCables(pair, 10, 'd');
      await capture.says(new RegExp(`(?:listening on d9y[^]*){${turn + 1}}`));
      const rings = await ringsOf(capture);
      t.is(rings.length, 28);
      t.true(sum(rings) <= 128 * MIB, `${sum(rings)}`);
      await pair.ip('a', ...Array.from({length: 10}, (_, index) => `link delete d${index}x`));
      await capture.says(new RegExp(`(?:d9y: interface disappeared[^]*){${turn + 1}}`));
    }
    t.false((await ended(t, capture)).includes('is not captured'));
  },
);

pairTest('an interface for which no ring is left is named, once', [], async (t, pair) => {
  await addCables(pair, 3, 'c');
  const module = new URL('../../../packages/core/dist/internal/capture.js', import.meta.url).href;
  const {code, stdout, stderr} = await pair.run('a', [
    process.execPath,
    '--input-type=module',
    '-e',
    `const {openLiveCapture} = await import(${JSON.stringify(module)});
     const warn = message => console.log(message);
     const ifaces = ['c0x', 'c0y', 'c1x', 'c1y', 'c2x', 'c2y'];
     await openLiveCapture({ifaces, filter: 'arp', ringsOctets: 2 << 20, warn}).close();`,
  ]);
  t.is(code, 0, stderr);
  t.deepEqual(
    stdout
      .trim()
      .split('\n')
      .map(line => line.replace(/ \(.*/, '')),
    [
      'c2x is not captured, nor are later ones: the 2 MiB for all interfaces are used up',
      '4 interfaces share 2 MiB for frames waiting to be read: 0.5 MiB each instead of 32 MiB, so bursts are dropped sooner',
    ],
  );
});

for (const [how, rename] of [
  ['while it is up', ['link set vb name wan0']],
  ['while it is down', ['link set vb down', 'link set vb name wan0', 'link set wan0 up']],
] as const) {
  pairTest(`an interface renamed ${how} is captured once, under its new name`, [], async (t, pair) => {
    const capture = pair.startVip('b', 'capture', '--json', '--garp', '--count', '2');
    await capture.says('listening on vb');
    try {
      await pair.ip('b', ...rename);
    } catch (error) {
      t.regex(String(error), /busy/i); // required by kernels before 6.2
      stop(capture);
      return;
    }
    await capture.says(/vb is now called wan0|listening on wan0/);
    await pair.vip('a', ...['garp', '--iface', 'va', '--ip', '10.3.2.11', '--count', '1']);
    const {code, stdout, stderr} = await capture.ended;
    t.is(code, 0, stderr);
    t.deepEqual(
      jsonLines(stdout).flatMap(({kind, iface, operation}) =>
        kind === 'summary' ? [] : [[iface, operation]],
      ),
      [
        ['wan0', 'request'],
        ['wan0', 'reply'],
      ],
    );
  });
}
