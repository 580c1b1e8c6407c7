/** Packing probes into few octets, and unpacking them. */

import {packProbes, unpackProbes} from '@vip/core/internal/probe-pack';
import test from 'ava';
import fc from 'fast-check';

const US = 1000;

test('probes are unpacked as they were packed, to the microsecond', t => {
  const probe = fc.record({
    sentAt: fc.integer({min: -(10 ** 10), max: 10 ** 12}).map(us => us * US),
    answer: fc.option(
      fc.record({rtt: fc.integer({min: 0, max: 10 ** 9}).map(us => us * US), isLate: fc.boolean()}),
    ),
  });
  fc.assert(
    fc.property(fc.array(probe), probes => {
      const given = probes.map(({sentAt, answer}) => ({sentAt, isLate: false, ...answer}));
      t.deepEqual(unpackProbes(packProbes(given)), given);
    }),
  );
});

test('a hundred thousand take less than 600 kB', t => {
  const probes = Array.from({length: 100_000}, (_, index) => ({
    sentAt: index * 5_000_000 + (index % 7) * 1000,
    ...(index % 10 === 0 ? {} : {rtt: 70_000 + (index % 50) * 1000}),
    isLate: false,
  }));
  t.true(packProbes(probes).length < 600_000);
  t.is(unpackProbes(packProbes(probes)).length, probes.length);
});
