/** Whether the generated captures are what they claim to be. */

import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {setImmediate as turn} from 'node:timers/promises';
import {isDeepStrictEqual} from 'node:util';
import test, {type ExecutionContext} from 'ava';
import {testWith} from '../helpers/require-tool.js';
import {runTool, tsharkFields} from '../helpers/run-tool.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';
import {rounds, seeds} from '../helpers/torture.js';
import {differences} from '../kinds/check.js';
import {KINDS} from '../kinds/index.js';
import type {Made, MadeFrame} from '../kinds/kind.js';
import {exitOf} from '../kinds/sim/judge.js';
import {told} from '../kinds/told.js';
import {cookedFrames} from '../kinds/transform/cooked.js';
import {TRANSFORMS} from '../kinds/transform/index.js';
import {forwarded, INTERFACE_AT} from '../kinds/transform/on-bridge.js';
import type {OutageBounds} from '../kinds/truth.js';
import {writeFile} from '../kinds/write.js';

const SEEDS = Array.from({length: rounds(50, 1000)}, (_, seed) => seed);
const kindOf = (own: string) => KINDS.find(({name}) => name === own) as (typeof KINDS)[number];
/** The capture of each kind to which every transform is applied. */
const ORIGINALS = KINDS.map((kind, seed) => ({kind, seed, made: kind.make(seed)}));

/**
 * Runs tests one after the other with a turn of the event loop between them, in which the end of a test is
 * reported.
 */
function inTurn(title: string, body: (t: ExecutionContext) => void): void {
  test.serial(title, async t => {
    await turn();
    body(t);
  });
}

test('the names of the kinds are unique', t => {
  t.is(new Set(KINDS.map(({name}) => name)).size, KINDS.length);
});

for (const kind of KINDS) {
  inTurn(
    `${kind.name}: the same seed makes the same capture, and other addresses change nothing but the addresses`,
    t => {
      const [made, again, elsewhere] = [kind.make(1), kind.make(1), kind.make(1, 2)];
      t.deepEqual({...again, frames: []}, {...made, frames: []});
      t.true(areSame(again.frames, made.frames));
      t.deepEqual(
        elsewhere.frames.map(({at, bytes}) => [at, bytes.length]),
        made.frames.map(({at, bytes}) => [at, bytes.length]),
      );
    },
  );
}

for (const kind of KINDS) {
  inTurn(`${kind.name} is in order, has a truth that matches it, and is read correctly`, t => {
    for (const seed of SEEDS) {
      const made = kind.make(seed);
      t.deepEqual([...problemsOf(made), ...differences(made.truth, told(made))], [], `seed ${seed}`);
    }
  });
}

/** The transforms that change nothing of what is told. */
const UNCHANGED: ReadonlySet<string> = new Set([
  ...['shifted', 'doubled', 'lagged', 'fourfold', 'mixed', 'cut', 'taggedTwice', 'twoPorts'],
  ...['onBridge', 'onVlanInterface', 'onBond'],
]);

/** All transforms; each leaves out other kinds than the one before. */
const WAYS = Object.keys(TRANSFORMS);

/** Every second kind is captured in each way, on a bond, cooked on a bridge, and seen four times every third: torture tries all. */
const isLeftOut = (name: string, index: number) => {
  const nth = /onBond$|^cookedOnBridge$|^fourfold$/i.test(name) ? 3 : 2;
  return (index + WAYS.indexOf(name)) % rounds(nth, 1) !== 0;
};

for (const [name, transform] of Object.entries(TRANSFORMS)) {
  const isRead = UNCHANGED.has(name);
  inTurn(`a kind ${name} has a truth that matches it${isRead ? ', and is read correctly' : ''}`, t => {
    for (const {kind, seed, made} of ORIGINALS) {
      if (isLeftOut(name, seed)) continue;
      const other = transform(made, seed);
      if (other === undefined) continue;
      const wrong = isRead ? differences(other.truth, told(other)) : [];
      t.deepEqual([...problemsOf(other), ...wrong], [], kind.name);
    }
  });
}

/** The number of an interface that sees every frame, by the transform. */
const WHOLE = {cookedOnBridge: 2, cookedOnBond: 4} as const;

for (const [name, number] of Object.entries(WHOLE)) {
  inTurn(`interfaces of one segment, in one cooked capture, are one network, as either alone: ${name}`, t => {
    for (const [index, kind] of KINDS.entries()) {
      if (isLeftOut(name, index)) continue;
      const both = TRANSFORMS[name]?.(kind.make(index), index);
      if (both === undefined) continue;
      const alone = {...both, frames: both.frames.filter(({bytes}) => bytes[INTERFACE_AT] === number)};
      const [whole, port] = [both, alone].map(made =>
        told(made)
          .addresses.map(({ip, verdict, changes}) => `${ip} ${verdict} ${changes}`)
          .sort(),
      );
      t.deepEqual(whole, port, kind.name);
    }
  });
}

/** Of more clients than are followed, it is the MAC to which one sends that shows that it is astray: a note says that the others are a sample. */
const OF_DESTINATIONS: ReadonlySet<string> = new Set([
  'crowd-one-stale',
  // What is sent through a gateway is known by its MAC alone.
  ...['gateway-stale', 'gateway-mute', 'gateway-dark'],
]);

for (const name of ['snapped', 'snappedShort', 'cooked']) {
  inTurn(`no fault is called healthy, and nothing healthy faulty, when the capture is ${name}`, t => {
    for (const {kind, seed, made} of ORIGINALS) {
      const other = TRANSFORMS[name]?.(made, seed);
      if (other === undefined) continue;
      const isFault = other.truth.exit === 1;
      if (isFault && name === 'cooked' && OF_DESTINATIONS.has(kind.name)) continue;
      const {exit, text} = told(other);
      t.not(exit, isFault ? 0 : 1, `${kind.name}: ${text}`);
    }
  });
}

inTurn('no fault is called healthy when no frame of the capture has a time', t => {
  for (const {kind, made} of ORIGINALS.filter((_, index) => index % 3 === 0)) {
    if (made.truth.exit !== 1) continue;
    const {exit, text} = told({...made, frames: made.frames.map(frame => ({...frame, at: 0n}))});
    t.not(exit, 0, `${kind.name}: ${text}`);
  }
});

inTurn('of an address in two VLANs, the one whose owner was cut off is not passed over', t => {
  const [kind] = KINDS.filter(({name}) => name === 'two-networks');
  let cut = 0;
  for (let seed = 0; seed < 40; seed++) {
    const made = (kind as (typeof KINDS)[number]).make(seed);
    if (made.truth.exit !== 1) continue;
    const frames = made.frames.map(frame => ({
      ...frame,
      ...{bytes: frame.bytes.subarray(0, 42), length: frame.bytes.length},
    }));
    t.not(told({...made, frames}).exit, 0, `seed ${seed}`);
    cut++;
  }
  t.true(cut > 5);
});

inTurn('a client that nobody answers after a takeover is no sign of health in a cooked capture', t => {
  for (let seed = 0; seed < 20; seed++) {
    const {exit, text} = told(cookedFrames(kindOf('fixed-entry').make(seed), seed));
    t.is(exit, 1, `seed ${seed}: ${text}`);
  }
});

inTurn('what a bridge passes on is told once in a cooked capture without interfaces', t => {
  for (let seed = 0; seed < 20; seed++) {
    const made = kindOf('bond-backup-new-mac').make(seed);
    const [once, again] = [cookedFrames(made, 2 * seed), forwarded(made, seed)].map(one => {
      const {addresses, text} = told(one);
      return [addresses.map(({verdict}) => verdict), text.match(/ announces it [a-z\d ]+:/g)];
    });
    t.deepEqual(again, once, `seed ${seed}`);
  }
});

inTurn('who answers after a takeover is not taken for the new owner in a cooked capture', t => {
  for (let seed = 0; seed < 20; seed++) {
    const {text} = told(cookedFrames(kindOf('served-by-both').make(seed), seed));
    t.notRegex(text, /followed|has it and answers/, `seed ${seed}`);
  }
});

inTurn('a takeover whose advertisements were cut off by the snap length is not denied', t => {
  for (let seed = 0; seed < 10; seed++) {
    const made = TRANSFORMS.snapped?.(kindOf('hsrp-change').make(seed), seed) as Made;
    t.notRegex(told(made).text, /no takeover happened/, `seed ${seed}`);
  }
});

testWith('tshark')('another dissector finds nothing wrong with any of the frames', t => {
  const file = join(temporaryDirectory(t), 'all.pcapng');
  const frames = KINDS.flatMap(({make}, index) =>
    seeds(1, 10).flatMap(seed => make(seed, 3 * index + seed).frames),
  );
  writeFileSync(file, writeFile(frames, 'pcapng'));
  const sums = ['ip', 'tcp', 'udp'].flatMap(layer => ['-o', `${layer}.check_checksum:TRUE`]);
  const wrong = ['ip', 'tcp', 'udp', 'icmp', 'icmpv6'].map(layer => `${layer}.checksum.status == 0`);
  // It takes CARP of 36 octets over IPv6, or with a demotion, for VRRP 2.
  const isCarp = 'vrrp.version == 2 && (ip.len == 56 || ipv6.plen == 36)';
  const filter = [`(_ws.malformed && !(${isCarp}))`, ...wrong].join(' || ');
  // What a capture at both sides of a router shows twice does not fit together.
  const apart = ['-o', 'tcp.desegment_tcp_streams:FALSE'];
  t.is(runTool('tshark', '-n', '-r', file, ...sums, ...apart, '-Y', filter).stdout, '');
});

testWith('tshark')('another dissector finds the same pings unanswered as the truth does', t => {
  // It decides differently where times go backwards, and where answers are not mirrored or mirrored twice.
  const different = new Set([
    ...['only-client-direction', 'only-questions', 'mirror-twice'],
    ...['questions-elsewhere', 'answers-elsewhere', 'one-direction-repeats'],
  ]);
  const kinds = KINDS.filter(({name}) => !different.has(name));
  const made = kinds
    .map((kind, index) => kind.make(1, index))
    .filter(({unordered, file}) => !unordered && !file);
  const file = join(temporaryDirectory(t), 'all.pcapng');
  writeFileSync(
    file,
    writeFile(
      made.flatMap(({frames}) => frames),
      'pcapng',
    ),
  );
  const fields = ['frame.number', 'ip.dst', 'ipv6.dst', 'icmp.resp_in', 'icmpv6.resp_in'] as const;
  const {rows} = tsharkFields(file, fields, ['-2', '-Y', 'icmp.type == 8 || icmpv6.type == 128']);
  let before = 0;
  for (const {name, frames, truth} of made) {
    const pings = rows.filter(row =>
      isBetween(Number(row['frame.number']), before + 1, before + frames.length),
    );
    for (const {ip, outages} of truth.addresses) {
      if (outages === undefined) continue;
      const own = pings.filter(row => row['ip.dst'] === ip || row['ipv6.dst'] === ip);
      const wrong = own.filter(row => {
        const frame = Number(row['frame.number']) - before;
        const isInOutage = outages.some(one => isBetween(frame, one.firstUnanswered, one.lastUnanswered));
        return isInOutage === (row['icmp.resp_in'] !== '' || row['icmpv6.resp_in'] !== '');
      });
      t.deepEqual(wrong, [], `${name}: ${ip}`);
    }
    before += frames.length;
  }
});

const isBetween = (frame: number, first: number, last: number) => frame >= first && frame <= last;

function problemsOf({frames, truth, unordered, file}: Made): string[] {
  const last = frames.length;
  const orders = frames.flatMap(({at}, index) =>
    at < (frames[index - 1]?.at ?? 0n) ? [`frame ${index + 1} is late`] : [],
  );
  const exits: readonly number[] = [truth.exit, ...(truth.alsoExit ?? [])];
  const severities = truth.addresses.map(({verdict}) => severity(exitOf(verdict)));
  const worst = severities.length === 0 ? severity(3) : Math.max(...severities);
  const outages = truth.addresses.flatMap(({outages = [], clients = []}) => [
    ...outages,
    ...clients.flatMap(client => client.outages),
  ]);
  return [
    ...(unordered === true ? [] : orders),
    ...(file !== undefined || exits.map(severity).includes(worst)
      ? []
      : ['the exit code is not that of the verdicts']),
    ...outages
      .flatMap(outage => [outage, ...outage.also])
      .filter(outage => !isInOrder(outage, last))
      .map(outage => JSON.stringify(outage)),
  ];
}

/** Octet by octet, as the assertions of AVA compare them, but in a hundredth of the time. */
function areSame(some: readonly MadeFrame[], others: readonly MadeFrame[]): boolean {
  return (
    some.length === others.length &&
    some.every((frame, index) => {
      const {bytes, ...rest} = others[index] as MadeFrame;
      return (
        Buffer.compare(frame.bytes, bytes) === 0 && isDeepStrictEqual({...frame, bytes}, {...rest, bytes})
      );
    })
  );
}

/** 0 is best, 1 is worst. */
const severity = (exit: number) => [0, 3, 1].indexOf(exit);

function isInOrder(outage: OutageBounds, last: number): boolean {
  const {lastAnswered = 0, firstUnanswered, lastUnanswered, firstAnswered = last + 1, questions} = outage;
  const order = [0, lastAnswered + 1, firstUnanswered, lastUnanswered, firstAnswered - 1, last];
  return order.every((frame, index) => frame >= (order[index - 1] ?? 0)) && questions >= 1;
}
