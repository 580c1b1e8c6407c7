/**
 * A capture is reported the same, whether the questions to all addresses are followed or only those to
 * addresses that it mentions.
 */

import {
  type CaptureFacts,
  createCollector,
  exitCodeOf,
  formatExplanation,
  judge,
  Mentioned,
} from '@vip/analysis/internal';
import {
  type AddressKey,
  BROADCAST_MAC,
  broadcastFrame,
  ipv4FromNumber,
  keyOf,
  parseIpv4,
  parseMac,
} from '@vip/arp';
import test from 'ava';
import {everyNth, inRotation, seeds} from '../../helpers/torture.js';
import {KINDS} from '../../kinds/index.js';
import type {Made, MadeFrame} from '../../kinds/kind.js';
import {TRANSFORMS} from '../../kinds/transform/index.js';
import type {Transform} from '../../kinds/transform/transform.js';

function seen(frames: readonly MadeFrame[]) {
  return frames.map(frame => ({iface: 'eth0', length: frame.bytes.length, ...frame}));
}

function collected({frames, keys}: Pick<Made, 'frames' | 'keys'>, followed?: ReadonlySet<AddressKey>) {
  const collector = createCollector({keys, followed});
  collector.take(seen(frames));
  return {facts: collector.facts(), hasOverlooked: collector.hasOverlooked};
}

function mentionedIn(frames: readonly MadeFrame[]): ReadonlySet<AddressKey> | undefined {
  const mentioned = new Mentioned();
  mentioned.take(seen(frames));
  return mentioned.addresses;
}

function text(facts: CaptureFacts): string {
  const explanations = judge(facts);
  const exit = exitCodeOf(explanations.map(({finding}) => finding));
  return [...formatExplanation('capture', facts, explanations), `exit ${exit}`].join('\n');
}

/** An unmentioned address stays silent at a machine that others left, which may be reported. */
const STAY: ReadonlySet<string> = new Set([
  'left-behind-pinged',
  'several-left-behind-pinged',
  'own-address-pinged',
  // Behind a gateway whose new owner forwards nothing, so do the addresses that were reached through it.
  'gateway-mute',
]);

/** How a story is captured. */
const CAPTURED: readonly Transform[] = [
  made => made,
  (made, seed) => TRANSFORMS.mixed?.(made, seed),
  (made, seed) => TRANSFORMS.cooked?.(made, seed),
];
/** Ways and seeds of each kind, in a run of all tests. */
const USUALLY = 1;

test('every kind is reported the same if only questions to mentioned addresses are followed', t => {
  let compared = 0;
  for (const [index, kind] of KINDS.entries()) {
    for (const seed of seeds(USUALLY, 200)) {
      const made = kind.make(seed);
      for (const capture of inRotation(CAPTURED, index, USUALLY)) {
        const one = capture(made, seed);
        const followed = one && mentionedIn(one.frames);
        if (one === undefined || followed === undefined) continue;
        const {facts, hasOverlooked} = collected(one, followed);
        t.false(hasOverlooked && !STAY.has(kind.name), `${kind.name}, seed ${seed}`);
        if (hasOverlooked) continue;
        t.is(text(facts), text(collected(one).facts), `${kind.name}, seed ${seed}`);
        compared++;
      }
    }
  }
  t.true(compared > KINDS.length / 2);
});

test('an address that must be reported but was not followed is noticed', t => {
  const elsewhere = new Set([keyOf(parseIpv4('203.0.113.9'))]);
  for (const kind of everyNth(KINDS, 3, 1)) {
    const made = kind.make(1);
    const isTold = judge(collected(made).facts).length > 0;
    t.true(!isTold || collected(made, elsewhere).hasOverlooked, kind.name);
  }
});

test('a capture is not searched to its end if its beginning makes no address certain, or too many', t => {
  const bytes = new Uint8Array(60);
  bytes.set([0x88, 0xb5], 12); // for experiments (IEEE 802)
  const traffic = Array.from({length: 1000}, () => ({iface: 'eth0', at: 0n, bytes, length: bytes.length}));
  const quiet = new Mentioned(100_000);
  let taken = 0;
  while (quiet.take(traffic)) taken += traffic.length;
  t.is(taken, 99_000);
  t.is(quiet.addresses, undefined);
  const many = new Mentioned();
  const announcements = Array.from({length: 600}, (_, index) => {
    const [ip, mac] = [ipv4FromNumber(0x0a000001 + index), parseMac('02:00:00:00:00:01')];
    const bytes = broadcastFrame({
      ...{operation: 'request', senderMac: mac, senderIp: ip},
      ...{targetMac: BROADCAST_MAC, targetIp: ip},
    });
    return {iface: 'eth0', at: BigInt(index), bytes, length: bytes.length};
  });
  t.true(many.take(announcements.slice(0, 500)));
  t.is(many.addresses?.size, 500);
  t.false(many.take(announcements.slice(500)));
  t.is(many.addresses, undefined);
});
