import {
  formatBounds,
  outageBounds,
  outageOfStream,
  type ProbeFate,
  probeFates,
  Timeline,
} from '@vip/analysis';
import {findOutages, LATE_NS, noOutageBounds, worstOutage} from '@vip/analysis/internal';
import test from 'ava';
import fc from 'fast-check';

const MS = 1_000_000n;

/** A probe every 5 ms from 0, answered after 1 ms if `answered` is true for it. */
function probes(answered: readonly boolean[]): ProbeFate[] {
  return answered.map((yes, index) => {
    const sentAt = BigInt(index) * 5n * MS;
    return {sequence: index + 1, sentAt, ...(yes ? {answeredAt: sentAt + MS} : {})};
  });
}

const longestOutage = (fates: readonly ProbeFate[]) => worstOutage(findOutages(fates));

const word = (text: string) => probes([...text].map(letter => letter === 'o'));

test('a stream without a loss has no outage', t => {
  t.is(longestOutage(word('oooo')), undefined);
  t.deepEqual(findOutages(word('oooo')), []);
});

test('the bounds are the lost probes within and the answered ones around', t => {
  const outage = longestOutage(word('oo...oo'));
  t.is(outage?.lost, 3);
  t.deepEqual(outage && outageBounds(outage), {leastNs: 10n * MS, mostNs: 20n * MS});
});

test('a single lost probe may mean no outage time at all', t => {
  const outage = longestOutage(word('oo.oo'));
  t.deepEqual(outage && outageBounds(outage), {leastNs: 0n, mostNs: 10n * MS});
});

test('an outage that has not ended has no upper bound', t => {
  const outage = longestOutage(word('oo...'));
  t.deepEqual(outage && outageBounds(outage), {leastNs: 10n * MS});
});

test('a stream that begins in the dark counts from its first probe', t => {
  const outage = longestOutage(word('..oo'));
  t.deepEqual(outage && outageBounds(outage), {leastNs: 5n * MS, mostNs: 10n * MS});
});

test('the longest of several outages is reported', t => {
  t.is(findOutages(word('o.oo...o..o')).length, 3);
  t.is(longestOutage(word('o.oo...o..o'))?.lost, 3);
});

test('the last probes may have been answered after observation stopped: they are no outage of a stream', t => {
  t.is(outageOfStream(word('oo...oo..'))?.lost, 3);
  t.is(outageOfStream(word('oooo..')), undefined);
  // Some went unanswered for longer than an answer may take, 200 ms.
  t.is(outageOfStream(word(`oo${'.'.repeat(60)}`))?.firstAfter, undefined);
  t.is(outageOfStream(word(`oo${'.'.repeat(60)}`))?.lost, 19);
});

test('"no outage" is bounded by the widest gap between two probes', t => {
  const fates = [...probes([true, true]), {sequence: 3, sentAt: 17n * MS, answeredAt: 18n * MS}];
  t.deepEqual(noOutageBounds(fates), {leastNs: 0n, mostNs: 12n * MS});
  t.is(formatBounds(noOutageBounds(fates)), '< 12 ms');
});

test('an answer that was held up for longer than LATE_NS does not count', t => {
  const late: ProbeFate = {sequence: 2, sentAt: 5n * MS, answeredAt: 5n * MS + LATE_NS + 1n};
  const [before, , after] = probes([true, true, true]) as [ProbeFate, ProbeFate, ProbeFate];
  t.is(longestOutage([before, late, after])?.lost, 1);
  t.is(longestOutage([before, {...late, answeredAt: 5n * MS + LATE_NS}, after]), undefined);
});

test('fates are assembled from events, whatever their order', t => {
  const common = {node: 'ext', stream: 'probe'};
  const answer = {from: '10.3.2.200', size: 64, ttl: 64} as never;
  const timeline = Timeline.of([
    {...common, kind: 'probe-answered', at: 2n, sentAt: 1n, sequence: 1, ...(answer as object)} as never,
    {...common, kind: 'probe-sent', at: 1n, sequence: 1},
    {...common, kind: 'probe-refused', at: 3n, sequence: 2, from: 'ext', reason: 'Network is unreachable'},
    {...common, kind: 'probe-sent', at: 1n, sequence: 9, stream: 'ping'},
    {...common, kind: 'probe-sent', at: 1n, sequence: 9, node: 'remote'},
  ]);
  t.deepEqual(probeFates(timeline, 'ext', 'probe'), [
    {sequence: 1, sentAt: 1n, answeredAt: 2n},
    {sequence: 2, sentAt: 3n},
  ]);
});

test('the true outage lies within the bounds, wherever it falls between the probes', t => {
  fc.assert(
    fc.property(
      fc.bigInt(1n, 900n),
      fc.bigInt(1n, 500n),
      fc.integer({min: 1, max: 40}),
      (start, length, interval) => {
        const fates = Array.from({length: Math.ceil(2000 / interval)}, (_, index): ProbeFate => {
          const sentAt = BigInt(index * interval);
          const dark = sentAt >= start && sentAt < start + length;
          return {sequence: index, sentAt, ...(dark ? {} : {answeredAt: sentAt})};
        });
        const outage = longestOutage(fates);
        const {leastNs, mostNs} = outage === undefined ? noOutageBounds(fates) : outageBounds(outage);
        return leastNs <= length && mostNs !== undefined && length <= mostNs;
      },
    ),
  );
  t.pass();
});

test('bounds are written as the middle and half the width', t => {
  t.is(formatBounds({leastNs: 807n * MS, mostNs: 817n * MS}), '812 ms ± 5 ms');
  t.is(formatBounds({leastNs: 10_208n * MS, mostNs: 10_218n * MS}), '10.213 s ± 5 ms');
  t.is(formatBounds({leastNs: 3200n * MS}), '> 3200 ms');
  t.is(formatBounds({leastNs: 0n, mostNs: 1_600_000n}), '< 1.6 ms');
});
