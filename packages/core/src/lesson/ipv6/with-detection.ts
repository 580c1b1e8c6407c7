/**
 * Moves of an IPv6 address that is not used until duplicate address detection is over.
 *
 * @module
 */

import type {Station} from '@vip/analysis';
import {formatDuration, worstBy} from '@vip/analysis/internal';
import {
  DETECTION_NS,
  expectAnnounced,
  expectDetectionSeen,
  FOREVER_NS,
  formatDark,
  lastedDetection,
  ofFamily,
  untilDetection,
} from './checks.js';
import {duringMove, type MoveSeen} from './moves.js';
import type {Vips} from './vips.js';

/** A GARP for the one, an advertisement for the other, as soon as the address is in use. */
export async function moveBoth(vips: Vips): Promise<MoveSeen[]> {
  const {workshop, other: to} = vips;
  await workshop.predict(
    'first',
    `Both VIPs move to ${to.node}, and each is announced as soon as it is in use. Which answers first?`,
  );
  let since = 0n;
  let tentativeNs = 0n;
  const moves = await duringMove(vips, {to, how: 'at once', families: ['IPv4', 'IPv6']}, async ({from}) => {
    since = from;
    await Promise.all([moveIpv4(vips, to), vips.move(to, 'IPv6')]);
    tentativeNs = await untilDetection(vips, to, from, 'over');
    await vips.announce(to, 'IPv6');
  });
  workshop.expect(
    'the new IPv6 address is tentative for a second or more',
    tentativeNs >= DETECTION_NS.least && tentativeNs < DETECTION_NS.most,
    `tentative for ${formatDuration(tentativeNs)}`,
  );
  expectDetectionSeen(vips, to, since);
  const [v4, v6] = [ofFamily(moves, 'IPv4'), ofFamily(moves, 'IPv6')];
  workshop.expect(
    'IPv4 answers again with the GARP, IPv6 only when detection is over',
    v4.every(({outage}) => (outage.mostNs ?? FOREVER_NS) < tentativeNs) && lastedDetection(v6, tentativeNs),
    `${formatDark(v4)}; ${formatDark(v6)}`,
  );
  const most = (of: readonly MoveSeen[]) => worstBy(of, ({outage}) => outage)?.outage.mostNs ?? FOREVER_NS;
  workshop.turnedOut('first', [most(v4) < most(v6) ? 'IPv4' : 'IPv6']);
  expectAnnounced(vips, moves);
  return moves;
}

/** `ndisc_notify`: the kernel announces by itself, once detection is over. */
export async function moveWithKernelsNotice(vips: Vips): Promise<MoveSeen[]> {
  const {workshop, other: to} = vips;
  await vips.notify(to, 1);
  workshop.tell(
    `The kernel can announce the address by itself: ndisc_notify=1 on ${to.node} (0 by default). Nothing else announces it:`,
  );
  let tentativeNs = 0n;
  const moves = await duringMove(vips, {to, how: 'ndisc_notify', families: ['IPv6']}, async ({from}) => {
    await vips.move(to, 'IPv6');
    tentativeNs = await untilDetection(vips, to, from, 'over');
  });
  await vips.notify(to, 0);
  workshop.expect(
    'the kernel sends an advertisement when detection is over',
    lastedDetection(moves, tentativeNs),
    `tentative for ${formatDuration(tentativeNs)}, dark for ${formatDark(moves)}`,
  );
  expectAnnounced(vips, moves);
  return moves;
}

async function moveIpv4(vips: Vips, to: Station): Promise<void> {
  await vips.move(to, 'IPv4');
  await vips.announce(to, 'IPv4');
}
