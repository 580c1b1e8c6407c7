/** The outcomes of sessions, concluded from what was sent and what passed the interfaces. */

import {formatTickleOutcome, Outcomes, outcomeCounts} from '@vip/analysis/internal/tickle';
import {
  encodeEthernetFrame,
  encodeIpv4Packet,
  encodeIpv6Packet,
  encodeTcpSegment,
  FrameView,
  type Ipv4Address,
  type Ipv6Address,
  isOfIpv6,
  LINK_TYPE_ETHERNET,
  parseMac,
  parseSocketAddress,
  type TcpFlag,
  type TcpSession,
} from '@vip/arp';
import test from 'ava';
import fc from 'fast-check';

const session = (local: string, remote: string): TcpSession => ({
  local: parseSocketAddress(local),
  remote: parseSocketAddress(remote),
});
const FIRST = session('10.3.2.200:7000', '10.3.2.50:1');
const SECOND = session('[fd00:3::200]:7000', '[fd00:3::50]:2');
const MS = 1_000_000n;

/** A segment of a session, to the server or from it, as seen at an interface. */
function seen(
  {local, remote}: TcpSession,
  way: 'to server' | 'to client',
  flags: readonly TcpFlag[],
  acknowledgment = 0,
): FrameView {
  const [from, to] = way === 'to server' ? [remote, local] : [local, remote];
  const path = {source: from.address, destination: to.address};
  const fields = {sourcePort: from.port, destinationPort: to.port, flags, acknowledgment};
  const payload = encodeTcpSegment(fields, path);
  const isIpv6 = isOfIpv6(from.address);
  const packet = isIpv6
    ? encodeIpv6Packet({
        ...(path as {source: Ipv6Address; destination: Ipv6Address}),
        hopLimit: 64,
        protocol: 6,
        payload,
      })
    : encodeIpv4Packet({
        ...(path as {source: Ipv4Address; destination: Ipv4Address}),
        ttl: 64,
        protocol: 6,
        payload,
      });
  const frame = encodeEthernetFrame({
    destination: parseMac('02:00:00:00:00:01'),
    source: parseMac('02:00:00:00:00:02'),
    tags: [],
    etherType: isIpv6 ? 0x86dd : 0x0800,
    payload: packet,
  });
  const view = new FrameView();
  view.read(frame, LINK_TYPE_ETHERNET);
  return view;
}

const fates = (outcomes: Outcomes) => outcomes.outcomes().map(({fate}) => fate);

test('a session that answers is reset by the kernel, in whatever order two interfaces report it', t => {
  for (const each of [FIRST, SECOND]) {
    const outcomes = new Outcomes([each]);
    outcomes.sent(each, 'ack', 10n * MS);
    outcomes.sees(seen(each, 'to server', ['ack'], 77), 10n * MS + 60_000n);
    t.deepEqual(fates(outcomes), ['answered']);
    t.false(outcomes.isSettled);
    outcomes.sees(seen(each, 'to client', ['rst']), 10n * MS + 120_000n);
    outcomes.sees(seen(each, 'to server', ['ack'], 77), 10n * MS + 130_000n);
    t.true(outcomes.isSettled);
    const [outcome] = outcomes.outcomes();
    t.like(outcome, {fate: 'reset', form: 'ack', sent: 1, resetAfterNs: 120_000n, resetBy: 'kernel'});
    t.true(formatTickleOutcome(outcome as never).endsWith(' was reset 0.12 ms after its first tickle'));
  }
});

test('a client that answers and is not reset within 100 ms is sent our own reset, with the number of its last answer', t => {
  const outcomes = new Outcomes([FIRST]);
  outcomes.sent(FIRST, 'ack', 0n);
  outcomes.sees(seen(FIRST, 'to server', ['ack'], 77), 1n * MS);
  outcomes.sees(seen(FIRST, 'to server', ['ack', 'psh'], 99), 2n * MS);
  t.deepEqual(outcomes.unreset(100n * MS), []);
  t.like(outcomes.unreset(101n * MS)[0], {session: FIRST, acknowledgment: 99});
  outcomes.sentReset(FIRST, 102n * MS);
  t.deepEqual(outcomes.unreset(200n * MS), []);
  t.like(outcomes.outcomes()[0], {fate: 'reset', resetBy: 'vip', resetAfterNs: 102n * MS});
});

test('a reset of ours that the kernel refuses is reported, and not tried again', t => {
  const outcomes = new Outcomes([FIRST]);
  outcomes.sent(FIRST, 'ack', 0n);
  outcomes.sees(seen(FIRST, 'to server', ['ack']), 0n);
  outcomes.sentReset(FIRST, 101n * MS, 'Operation not permitted');
  t.deepEqual(outcomes.unreset(300n * MS), []);
  t.regex(
    formatTickleOutcome(outcomes.outcomes()[0] as never),
    /^10\.3\.2\.50:1 was not reset: it answered, and no reset left this machine \(Operation not permitted\)$/,
  );
});

test('a session that is alive on this machine is left alone', t => {
  const outcomes = new Outcomes([FIRST, SECOND]);
  outcomes.sent(FIRST, 'ack', 0n);
  outcomes.sees(seen(FIRST, 'to server', ['ack']), 0n);
  outcomes.lives(FIRST);
  outcomes.lives(SECOND);
  t.deepEqual(fates(outcomes), ['alive', 'refused'], 'who did not answer is not known to live');
  t.deepEqual(outcomes.unreset(1000n * MS), []);
});

test('a reset from the client means that it has no such session; a SYN of a new one is no answer', t => {
  const outcomes = new Outcomes([FIRST]);
  outcomes.sent(FIRST, 'ack', 0n);
  outcomes.sees(seen(FIRST, 'to server', ['syn']), 0n);
  t.deepEqual(fates(outcomes), ['silent']);
  outcomes.sees(seen(FIRST, 'to server', ['rst']), 0n);
  t.deepEqual(fates(outcomes), ['gone']);
  t.true(outcomes.isSettled);
});

test('our own tickle, other sessions and other protocols do not count', t => {
  const outcomes = new Outcomes([FIRST]);
  outcomes.sent(FIRST, 'ack', 0n);
  outcomes.sees(seen(FIRST, 'to client', ['ack']), 0n);
  outcomes.sees(seen(FIRST, 'to client', ['syn', 'ack']), 0n);
  outcomes.sees(seen(SECOND, 'to server', ['ack']), 0n);
  outcomes.sees(new FrameView(), 0n);
  t.deepEqual(fates(outcomes), ['silent']);
  t.deepEqual(outcomes.silent(), [FIRST]);
});

test('what the kernel refuses to send is reported, unless it is sent at the second try', t => {
  const outcomes = new Outcomes([FIRST]);
  outcomes.sent(FIRST, 'ack', 0n, 'Network is unreachable');
  t.is(
    formatTickleOutcome(outcomes.outcomes()[0] as never),
    '10.3.2.50:1 was not reset: nothing could be sent to it (Network is unreachable)',
  );
  outcomes.sent(FIRST, 'syn-ack', 600n * MS);
  t.like(outcomes.outcomes()[0], {fate: 'silent', sent: 1, form: 'syn-ack'});
});

test('whatever passes, in whatever order, every session has one outcome, which does not change once settled', t => {
  const step = fc.record({
    which: fc.constantFrom(FIRST, SECOND),
    act: fc.constantFrom('sent', 'refused', 'reset', 'answer', 'rst', 'own', 'lives'),
  });
  fc.assert(
    fc.property(fc.array(step, {maxLength: 20}), steps => {
      const outcomes = new Outcomes([FIRST, SECOND]);
      steps.forEach(({which, act}, index) => {
        const at = BigInt(index) * 60n * MS;
        const before = outcomes.isSettled;
        if (act === 'sent') outcomes.sent(which, 'ack', at);
        else if (act === 'refused') outcomes.sent(which, 'ack', at, 'no');
        else if (act === 'answer') outcomes.sees(seen(which, 'to server', ['ack']), at);
        else if (act === 'rst') outcomes.sees(seen(which, 'to server', ['rst']), at);
        else if (act === 'reset') outcomes.sees(seen(which, 'to client', ['rst']), at);
        else if (act === 'own') outcomes.sentReset(which, at);
        else outcomes.lives(which);
        t.true(outcomes.isSettled || !before);
      });
      const counts = outcomeCounts(outcomes.outcomes());
      t.is(
        Object.values(counts).reduce((sum, each) => sum + each),
        2,
      );
      t.is(outcomes.isSettled, counts.reset + counts.gone + counts.alive === 2);
    }),
  );
});
