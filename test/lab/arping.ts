/** The lines of docs/trials.md that announce with arping, with each of the two programs of that name. */

import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {framesOf, MAC_B, type Pair, pairTest} from '../helpers/pair.js';
import type {Ended} from '../helpers/product.js';

const DOCUMENT = readFileSync(new URL('../../../docs/trials.md', import.meta.url), 'utf8');
/** The command lines documented for the two programs. */
const OF_IPUTILS = exampleIn(/&& (arping -q -U .*?)'/);
const OF_HABETS = exampleIn(/Its equivalent is\s`(.*?)`/);

const VIP = '10.3.2.200';
/** Sender and target are the VIP. */
const ANNOUNCED = `0001 ${MAC_B.replaceAll(':', '')}0a0302c8 0a0302c8`;
/** The sender is the first address of the interface. */
const ASKED = ANNOUNCED.replace('0a0302c8', '0a030232');

/**
 * Where Habets' arping and its library were unpacked. Debian's package `arping` cannot be installed next to `iputils-arping`:
 * `apt-get download arping libnet1`, then `dpkg-deb -x` of both into one directory.
 */
const HABETS = process.env.VIP_HABETS_ARPING;

/** Runs the line as a trial does in the node that takes over the VIP, and returns what was on the wire. */
async function announce(
  pair: Pair,
  line: string,
  env: NodeJS.ProcessEnv,
): Promise<Ended & {frames: string[]}> {
  const wire = await pair.tcpdump('a', '-xx', '-i', 'va', 'arp', 'and', 'arp[7]', '==', '1');
  const script = `ip addr add $VIP/8 dev $IFACE && ${line}`;
  const ended = await pair.start('b', ['sh', '-c', script], {...env, VIP, IFACE: 'vb'}).ended;
  return {...ended, frames: framesOf(await wire.lines(1))};
}

pairTest("the documented arping announces the VIP: iputils'", ['arping', 'tcpdump'], async (t, pair) => {
  const {code, frames, stderr} = await announce(pair, OF_IPUTILS, {});
  t.is(code, 0, stderr);
  t.deepEqual(frames.map(whatOf), [ANNOUNCED]);
});

habetsTest(
  "the documented arping announces nothing, but asks for the VIP, and fails: Habets'",
  async (t, pair, env) => {
    const {code, frames, stderr} = await announce(pair, OF_IPUTILS, env);
    t.is(code, 1, stderr);
    t.deepEqual(frames.map(whatOf), [ASKED]);
  },
);

habetsTest("the command documented for Habets' arping announces the VIP", async (t, pair, env) => {
  const {code, frames, stderr} = await announce(pair, OF_HABETS, env);
  t.is(code, 0, stderr);
  t.deepEqual(frames.map(whatOf), [ANNOUNCED]);
});

/** The fields that distinguish an announcement from a request: operation, sender MAC and IP, target IP. */
function whatOf(frame: string): string {
  return [frame.slice(40, 44), frame.slice(44, 64), frame.slice(76, 84)].join(' ');
}

function habetsTest(
  title: string,
  body: (t: ExecutionContext, pair: Pair, env: NodeJS.ProcessEnv) => Promise<void>,
): void {
  if (HABETS === undefined)
    test.skip(`${title}: VIP_HABETS_ARPING is not set (.ci/run fetches it)`, () => {});
  else pairTest(title, ['tcpdump'], async (t, pair) => body(t, pair, habetsEnvironment(HABETS)));
}

/** An environment in which the arping found on the PATH is the one in this directory. */
function habetsEnvironment(directory: string): NodeJS.ProcessEnv {
  const libraries = join(directory, 'usr/lib');
  return {
    PATH: `${join(directory, 'usr/sbin')}:${process.env.PATH}`,
    LD_LIBRARY_PATH: readdirSync(libraries)
      .map(name => join(libraries, name))
      .join(':'),
  };
}

function exampleIn(pattern: RegExp): string {
  const [, example] = pattern.exec(DOCUMENT) ?? [];
  if (example === undefined) throw new Error(`docs/trials.md: expected ${pattern}, got nothing like it`);
  return example;
}
