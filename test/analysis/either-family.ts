/**
 * IPv4 and IPv6 are judged by the same functions: announcements, where they arrived, owners, what ended an
 * outage.
 */

import {type ProbeFate, Timeline, type TimelineEvent} from '@vip/analysis';
import {
  announcementsAt,
  announcementsHeard,
  detectionsOf,
  findHealings,
  formatForm,
  isAnsweredSince,
  moveOutage,
  ownAnnouncements,
  ownDetectionFrames,
  ownershipChanges,
} from '@vip/analysis/internal';
import {
  ALL_NODES,
  ANY_IPV6,
  announcementFrames,
  ETHER_TYPE_IPV6,
  encodeEthernetFrame,
  encodeIpv6Packet,
  encodeNeighbourMessage,
  type IpAddress,
  type Ipv6Address,
  type MacAddress,
  multicastMac,
  type NeighbourMessage,
  PROTOCOL_ICMPV6,
  parseIpv6,
  solicitedNodeAddress,
  unsolicitedNa,
} from '@vip/arp';
import test from 'ava';
import {entry, frame, MS, NEW, OLD, RUN, VIP} from '../helpers/events.js';

const VIP6 = parseIpv6('fd00:3:2::200');

interface Family {
  readonly name: string;
  readonly ip: IpAddress;
  readonly form: string;
  readonly says: RegExp;
  announcement(mac: MacAddress): Uint8Array;
}

const FAMILIES: readonly Family[] = [
  {
    name: 'IPv4',
    ip: VIP,
    form: 'request, target ff',
    says: /announcement 10\.3\.2\.200 is-at 02:00:00:00:00:11 \(request, target ff\)/,
    announcement: mac => announcementFrames({ip: VIP, mac, form: 'request'})[0] as Uint8Array,
  },
  {
    name: 'IPv6',
    ip: VIP6,
    form: 'unsolicited, Override',
    says: /announcement fd00:3:2::200 is-at 02:00:00:00:00:11 \(unsolicited, Override\)/,
    announcement: mac => unsolicitedNa({ip: VIP6, mac}),
  },
];

for (const {name, ip, form, says, announcement} of FAMILIES) {
  test(`${name}: an announcement is found where it was sent, and where it arrived`, t => {
    const lost = frame('ns1', 100, announcement(NEW), true);
    const heard = frame('ns1', 1100, announcement(NEW), true);
    const timeline = Timeline.of([lost, heard, frame('ext', 1101, announcement(NEW))]);
    const sent = ownAnnouncements(timeline, 'ns1', ip);
    t.deepEqual(
      sent.map(({mac, form: of}) => [mac, of]),
      [
        [NEW, form],
        [NEW, form],
      ],
    );
    t.is(formatForm(heard), form);
    t.deepEqual(
      announcementsHeard(timeline, ip, ['ns1'], ['ext']).map(({sent}) => sent),
      [heard],
    );
    t.deepEqual(announcementsHeard(timeline, ip, ['ns1'], ['router']), []);
    t.is(announcementsAt(timeline, 'ext', ip).length, 1);
    t.deepEqual(ownAnnouncements(timeline, 'ext', ip), []);
  });

  test(`${name}: the owner moved, and two claim the address if the old one continues`, t => {
    const kinds = (...claims: readonly (readonly [atMs: number, mac: MacAddress])[]) =>
      ownershipChanges(
        Timeline.of(claims.map(([atMs, mac]) => frame('ext', atMs, announcement(mac)))),
        'ext',
        ip,
      ).map(({kind, at}) => [kind, at]);
    t.deepEqual(kinds([0, OLD], [5000, NEW]), [['moved', 5000n * MS]]);
    t.deepEqual(kinds([0, OLD], [5000, NEW], [5100, OLD]), [
      ['moved', 5000n * MS],
      ['conflict', 5100n * MS],
    ]);
  });

  test(`${name}: the end of the outage is described with the frame's words, and if nothing was lost, with the frame that would have ended it`, t => {
    const cache = (atMs: number, mac: MacAddress) => ({...entry('ext', atMs, mac, 'STALE'), ip});
    const healings = findHealings(
      Timeline.of([RUN, cache(-5000, OLD), frame('ext', 40, announcement(NEW)), cache(41, NEW)]),
      'ext',
      ip,
    );
    const dark = moveOutage(fates(10, [20, 40]), healings, NEW);
    t.deepEqual(dark.outage, {leastNs: 10n * MS, mostNs: 30n * MS});
    t.is(dark.lost, 2);
    t.is(dark.endedBy?.cause, 'announcement');
    t.regex(dark.endedBy?.says ?? '', says);
    const well = moveOutage(fates(10), healings, NEW);
    t.deepEqual([well.outage, well.lost], [{leastNs: 0n, mostNs: 10n * MS}, 0]);
    t.is(well.endedBy, dark.endedBy);
    t.is(moveOutage(fates(10), healings, OLD).endedBy, undefined);
  });
}

test('a question, or an answer to one, announces nothing', t => {
  const path = {source: VIP6, destination: ALL_NODES};
  const answer: NeighbourMessage = {
    type: 'advertisement',
    target: VIP6,
    router: false,
    solicited: true,
    override: true,
    options: [{type: 'target-link-layer', mac: NEW}],
  };
  t.deepEqual(announcementsAt(Timeline.of([frame('ext', 1, discovery(answer, path))]), 'ext', VIP6), []);
  t.deepEqual(announcementsAt(Timeline.of([frame('ext', 1, detectionFrame())]), 'ext', VIP6), []);
});

test('duplicate address detection is running, finished or failed, and absent with nodad', t => {
  const address = (atMs: number, change: 'added' | 'removed', detection?: 'tentative' | 'failed') =>
    ({
      at: BigInt(atMs) * MS,
      node: 'ns1',
      kind: 'address',
      iface: 'mcv1',
      ip: VIP6,
      change,
      ...(detection === undefined ? {} : {detection}),
    }) satisfies TimelineEvent;
  const found = (...events: readonly TimelineEvent[]) =>
    detectionsOf(Timeline.of(events), {node: 'ns1', iface: 'mcv1'}, VIP6);
  const begun = address(0, 'added', 'tentative');
  t.deepEqual(found(begun), [{begunAt: 0n, outcome: 'running'}]);
  t.deepEqual(found(begun, address(1500, 'added')), [{begunAt: 0n, outcome: 'over', endedAt: 1500n * MS}]);
  t.deepEqual(
    found(
      begun,
      address(900, 'added', 'failed'),
      address(2000, 'removed'),
      address(2001, 'added', 'tentative'),
      address(3500, 'added'),
    ).map(({outcome}) => outcome),
    ['failed', 'over'],
  );
  t.deepEqual(found(address(0, 'added')), []);
  t.deepEqual(detectionsOf(Timeline.of([begun]), {node: 'ns1', iface: 'mcv0'}, VIP6), []);
});

test('a detection that was cut short by a removal does not end with the next one', t => {
  const at = (ms: number) =>
    ({at: BigInt(ms) * MS, node: 'ns1', kind: 'address', iface: 'mcv1', ip: VIP6}) as const;
  const timeline = Timeline.of([
    {...at(0), change: 'added', detection: 'tentative'},
    {...at(100), change: 'removed'},
    {...at(5000), change: 'added', detection: 'tentative'},
    {...at(6500), change: 'added'},
  ]);
  t.deepEqual(detectionsOf(timeline, {node: 'ns1', iface: 'mcv1'}, VIP6), [
    {begunAt: 5000n * MS, outcome: 'over', endedAt: 6500n * MS},
  ]);
});

test("the question of duplicate address detection is its sender's own", t => {
  const timeline = Timeline.of([frame('ns1', 0, detectionFrame(), true), frame('ext', 0, detectionFrame())]);
  t.is(ownDetectionFrames(timeline, 'ns1', VIP6).length, 1);
  t.is(ownDetectionFrames(timeline, 'ext', VIP6).length, 0);
  t.is(ownDetectionFrames(timeline, 'ns1', parseIpv6('fd00:3:2::201')).length, 0);
});

test('an answer counts from the time of its request, and only for its own stream', t => {
  const answer = (stream: string, sentAt: bigint) =>
    ({
      node: 'ext',
      kind: 'probe-answered',
      stream,
      at: 9n,
      sentAt,
      sequence: 1,
      from: VIP,
      size: 64,
      ttl: 64,
    }) as const;
  const timeline = Timeline.of([answer('a', 5n), answer('b', 7n)]);
  t.true(isAnsweredSince(timeline, 'ext', 'a', 5n));
  t.false(isAnsweredSince(timeline, 'ext', 'a', 6n));
  t.true(isAnsweredSince(timeline, 'ext', 'b', 6n));
  t.false(isAnsweredSince(timeline, 'host', 'a', 0n));
});

/** A probe at each interval until 100 ms, in milliseconds, answered unless it was sent in the dark. */
function fates(intervalMs: number, [from, until]: readonly [number, number] = [0, 0]): ProbeFate[] {
  return Array.from({length: 100 / intervalMs}, (_, index): ProbeFate => {
    const atMs = index * intervalMs;
    const sentAt = BigInt(atMs) * MS;
    const isDark = atMs >= from && atMs < until;
    return {sequence: index, sentAt, ...(isDark ? {} : {answeredAt: sentAt + MS})};
  });
}

function detectionFrame(): Uint8Array {
  return discovery(
    {type: 'solicitation', target: VIP6, options: []},
    {source: ANY_IPV6, destination: solicitedNodeAddress(VIP6)},
  );
}

function discovery(
  message: NeighbourMessage,
  path: {readonly source: Ipv6Address; readonly destination: Ipv6Address},
): Uint8Array {
  return encodeEthernetFrame({
    destination: multicastMac(path.destination),
    source: NEW,
    tags: [],
    etherType: ETHER_TYPE_IPV6,
    payload: encodeIpv6Packet({
      ...path,
      trafficClass: 0,
      flowLabel: 0,
      hopLimit: 255,
      protocol: PROTOCOL_ICMPV6,
      payload: encodeNeighbourMessage(message, path),
    }),
  });
}
