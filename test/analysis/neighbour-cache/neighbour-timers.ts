import {
  latestMs,
  type NeighbourTimers,
  parseNeighbourTimers,
  predictDarkMs,
  spreadOf,
} from '@vip/analysis/internal';
import test from 'ava';
import fc from 'fast-check';

const DEFAULTS: NeighbourTimers = {
  baseReachableMs: 30_000,
  reachableMs: 30_000,
  delayFirstProbeMs: 5000,
  retransMs: 1000,
  unicastSolicit: 3,
};

// Measured on Linux 6.18 before there was a formula: what the kernel drew, the entry's age when the VIP moved, and
// the time until the next answer, in seconds.
const measured: readonly [drew: number, age: number, dark: number, changed?: Partial<NeighbourTimers>][] = [
  [21.4, 3, 27.86],
  [26, 4, 31.49],
  [40.5, 5, 44.79],
  [33.9, 3, 40.15],
  [43.3, 4, 47.8],
  [42.3, 5, 46.96],
  [18.5, 3, 24.36],
  [21.4, 3, 28.29],
  [32.4, 0, 40.69],
  [34.8, 0, 43.27],
  [36.6, 0, 44.92],
  [42.2, 0, 50.43],
  [40.4, 0, 48.55],
  [28.4, 0, 36.79],
  [1.27, 0, 9.38],
  [2.72, 0, 6.8, {delayFirstProbeMs: 1000}],
  [1.39, 0, 4.48, {delayFirstProbeMs: 0}],
  [2.1, 0, 8.31, {unicastSolicit: 1}],
  [2.09, 0, 7.23, {unicastSolicit: 0}],
  [1.03, 0, 6.84, {retransMs: 200}],
  [1.16, 0, 2.39, {delayFirstProbeMs: 1000, unicastSolicit: 1, retransMs: 200}],
  [2.44, 0, 2.47, {delayFirstProbeMs: 0, unicastSolicit: 0, retransMs: 100}],
];

for (const [drew, age, dark, changed = {}] of measured) {
  const settings = Object.entries(changed).map(([name, value]) => ` ${name}=${value}`);
  test(`drawn ${drew} s, ${age} s old${settings.join('')}: the ${dark} s that were measured are explained`, t => {
    const predicted = predictDarkMs({...DEFAULTS, ...changed, reachableMs: drew * 1000}, age * 1000);
    t.true(predicted <= dark * 1000, `${predicted}`);
    t.true(latestMs(predicted + age * 1000) - age * 1000 >= dark * 1000, `${predicted}`);
  });
}

test('by default, an outage takes half to one and a half times 30 s, then 5 s and three times 1 s', t => {
  t.is(predictDarkMs({...DEFAULTS, reachableMs: 15_000}, 0), 23_000);
  t.is(predictDarkMs({...DEFAULTS, reachableMs: 45_000}, 0), 53_000);
  t.is(predictDarkMs(DEFAULTS, 10_000), 28_000);
  // An entry that expired long ago is probed as soon as it is used.
  t.is(predictDarkMs(DEFAULTS, 100_000), 8000);
});

test('the timers of an interface are read from ip -json ntable', t => {
  const line = (family: string, dev: string, reachable: number) =>
    `{"family":"${family}","name":"arp_cache","dev":"${dev}","refcnt":1,"reachable":${reachable},"base_reachable":30000,` +
    '"retrans":1000,"gc_stale":60000,"delay_probe":5000,"queue":101,"app_probes":0,"ucast_probes":3,"mcast_probes":3,' +
    '"anycast_delay":1000,"proxy_delay":800,"proxy_queue":64,"locktime":1000}';
  const json = `[${line('inet6', 'ext0', 1)},${line('inet', 'lo', 2)},${line('inet', 'ext0', 21_152)}]`;
  t.deepEqual(parseNeighbourTimers(json, 'ext0'), {...DEFAULTS, reachableMs: 21_152});
  t.throws(() => parseNeighbourTimers(json, 'ext1'), {
    code: 'UNSUPPORTED',
    message: /ext1: expected a number base_reachable/,
  });
  t.throws(() => parseNeighbourTimers('[{"family":"inet","dev":"ext0","base_reachable":"x"}]', 'ext0'), {
    message: /got x/,
  });
});

test('a spread is the least, the median and the greatest value', t => {
  t.is(spreadOf([]), undefined);
  t.deepEqual(spreadOf([3]), {min: 3, median: 3, max: 3});
  t.deepEqual(spreadOf([4, 1]), {min: 1, median: 2.5, max: 4});
  t.deepEqual(spreadOf([10, 9, 2]), {min: 2, median: 9, max: 10});
});

test('a spread does not depend on the order, and half of the values lie on each side of its median', t => {
  fc.assert(
    fc.property(fc.array(fc.integer(), {minLength: 1}), values => {
      const spread = spreadOf(values);
      t.deepEqual(spread, spreadOf([...values].reverse()));
      t.true(values.filter(value => value <= (spread?.median ?? 0)).length * 2 >= values.length);
      t.true(values.filter(value => value >= (spread?.median ?? 0)).length * 2 >= values.length);
    }),
  );
});
