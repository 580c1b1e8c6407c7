import type {ProbeFate} from '@vip/analysis';
import {formatPingStatistics, pingStatistics} from '@vip/analysis/internal';
import test from 'ava';

const MS = 1_000_000n;

/** One ping a second, each answered after this many milliseconds, or never. */
function pings(times: readonly (number | undefined)[]): ProbeFate[] {
  return times.map((ms, index) => {
    const sentAt = BigInt(index) * 1000n * MS;
    return {sequence: index + 1, sentAt, ...(ms === undefined ? {} : {answeredAt: sentAt + BigInt(ms) * MS})};
  });
}

test("the user's run, with 10 of 24 lost, has ping's statistics", t => {
  const fates = pings(Array.from({length: 24}, (_, index) => (index >= 10 && index < 20 ? undefined : 2)));
  t.deepEqual(formatPingStatistics('10.3.2.200', pingStatistics(fates)), [
    '--- 10.3.2.200 ping statistics ---',
    '24 packets transmitted, 14 received, 41.6667% packet loss, time 23000ms',
    'rtt min/avg/max/mdev = 2.000/2.000/2.000/0.000 ms',
  ]);
});

test('times are computed as by ping', t => {
  const {rtt} = pingStatistics(pings([1, 2, 3]));
  t.is(rtt?.min, 1);
  t.is(rtt?.avg, 2);
  t.is(rtt?.max, 3);
  t.is(rtt?.mdev.toFixed(4), '0.8165');
});

test('there are statistics if nothing was received, or nothing sent', t => {
  t.is(
    formatPingStatistics('x', pingStatistics(pings([undefined]))).at(-1),
    '1 packets transmitted, 0 received, 100% packet loss, time 0ms',
  );
  t.is(
    formatPingStatistics('x', pingStatistics([])).at(-1),
    '0 packets transmitted, 0 received, 0% packet loss, time 0ms',
  );
});
