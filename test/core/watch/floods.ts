/** During floods, named addresses are still judged, and the amount of data kept and shown is bounded. */

import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import {Watch, type WatchedEvent} from '@vip/analysis/internal/watch';
import {Metrics} from '@vip/core/internal/watch';
import test from 'ava';
import {FLOODS} from '../../helpers/flood-frames.js';
import {addressOfNumber, manyAddresses, movesIn} from '../../helpers/many-addresses.js';
import {pageText} from '../../helpers/metrics-page.js';
import {seeded} from '../../helpers/random.js';
import {isTorture} from '../../helpers/torture.js';

/** Frames of the flood between every hundred others. */
const FLOOD_EACH = isTorture ? 20_000 : 250;

/** Octets of memory that a flood may leave in use. */
const MOST_LEFT = 120e6;

function ipsOf(count: number) {
  return Array.from({length: count}, (_, number) => addressOfNumber(number));
}

// The command yields in the same way.
setFlagsFromString('--heap-growing-percent=30');

/** Memory in use that is not garbage, in octets. */
function inUse(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}

for (const [what, make] of Object.entries(FLOODS)) {
  test.serial(
    `in a flood of ${what}, named addresses are judged, no other address becomes a label, and memory stays flat`,
    async t => {
      const options = {addresses: 5, framesPerSecond: 100, seconds: 40, moveEvery: 8};
      const events: WatchedEvent[] = [];
      const watch = new Watch({
        ips: ipsOf(options.addresses),
        isLive: true,
        tell: event => events.push(event),
      });
      const metrics = new Metrics({
        figures: () => [watch.figures()],
        totals: () => [{received: 0, dropped: 0}],
      });
      const random = seeded(1);
      for (const batch of manyAddresses(options)) {
        const at = batch[0]?.at ?? 0n;
        watch.take(Array.from({length: FLOOD_EACH}, () => make(random, at)));
        watch.take(batch);
      }
      watch.end();
      t.deepEqual(
        events.flatMap(event => (event.kind === 'moved' && event.revision === 0 ? [event.ip] : [])),
        movesIn(options).map(({ip}) => ip),
      );
      const text = await pageText(metrics);
      t.notRegex(text, /172\.16\.|fd00:|vrid=/);
      const left = inUse();
      t.true(left < MOST_LEFT, String(left));
    },
  );
}
