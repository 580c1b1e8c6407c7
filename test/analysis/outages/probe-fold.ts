/** The live picture shows the same outages as the report, because one fold finds both. */

import {outageBounds, outageOfStream, probeFates, Timeline} from '@vip/analysis';
import {findOutages, LATE_NS, type ProbeEvent, ProbeFold} from '@vip/analysis/internal';
import {parseIpv4} from '@vip/arp';
import test from 'ava';
import fc from 'fast-check';

const MS = 1_000_000n;
const from = parseIpv4('10.3.2.200');
const stream = {node: 'ext', stream: 'probe'} as const;

/** Probes 10 ms apart, each answered after this many milliseconds, refused, or neither. */
function events(fates: readonly (number | 'lost' | 'refused')[]): ProbeEvent[] {
  const told = fates.flatMap((fate, index): ProbeEvent[] => {
    const [sentAt, sequence] = [BigInt(10 * index) * MS, index + 1];
    const sent: ProbeEvent = {...stream, kind: 'probe-sent', at: sentAt, sequence};
    if (fate === 'lost') return [sent];
    if (fate === 'refused')
      return [{...stream, kind: 'probe-refused', at: sentAt, sequence, from: 'ext', reason: 'no route'}];
    const answer = {kind: 'probe-answered', at: sentAt + BigInt(fate) * MS, sentAt, from, size: 64} as const;
    return [sent, {...stream, ...answer, sequence}];
  });
  return told.sort((a, b) => Number(a.at - b.at));
}

const fate = fc.oneof(
  {weight: 4, arbitrary: fc.integer({min: 1, max: 400})},
  fc.constantFrom('lost' as const, 'refused' as const),
);

test('the outages found while probes arrive are those found afterwards', t => {
  fc.assert(
    fc.property(fc.array(fate, {maxLength: 80}), fates => {
      // The last ones show what became of those before.
      const all = events([...fates, ...Array(2 + Number(LATE_NS / (10n * MS))).fill(1)]);
      const fold = new ProbeFold();
      for (const event of all) fold.take(event);
      const found = findOutages(probeFates(Timeline.of(all), 'ext', 'probe'));
      t.deepEqual(fold.outages.outages().map(outageBounds), found.map(outageBounds));
    }),
  );
});

test('probes under way when probing ended are lost neither for the picture nor for the report', t => {
  for (const [lost, counted] of [
    [5, undefined],
    [21, undefined],
    [22, 1],
    [60, 39],
  ] as const) {
    const all = events([1, 1, ...Array(lost).fill('lost')]);
    const fold = new ProbeFold(() => {}, 0);
    for (const event of all) fold.take(event);
    t.is(fold.outages.worst?.lost, counted, `${lost}`);
    t.is(outageOfStream(probeFates(Timeline.of(all), 'ext', 'probe'))?.lost, counted, `${lost}`);
  }
});

test('a gap before the first answer is part of the setup, for the picture as for the report', t => {
  const all = events([...Array(60).fill('lost'), 1, 1, 'lost', 'lost', 'lost', 1, ...Array(30).fill(1)]);
  const fold = new ProbeFold(() => {}, 0);
  for (const event of all) fold.take(event);
  t.is(fold.outages.worst?.lost, 3);
  t.is(outageOfStream(probeFates(Timeline.of(all), 'ext', 'probe'))?.lost, 3);
});

test('the longest and the latest gap are known although no list is kept', t => {
  const fold = new ProbeFold(() => {}, 0);
  for (const event of events([1, 'lost', 'lost', 'lost', 1, 'lost', 1, ...Array(40).fill(1)]))
    fold.take(event);
  t.deepEqual([fold.outages.worst?.lost, fold.outages.latest?.lost, fold.outages.outages()], [3, 1, []]);
});
