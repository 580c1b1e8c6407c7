/**
 * Moves of an IPv6 address that is used at once: `nodad`.
 *
 * @module
 */

import {counted, ownAnnouncements, worstBy} from '@vip/analysis/internal';
import {DARK_MS, DETECTION_NS, expectAnnounced, expectDark, FOREVER_NS, formatDark} from './checks.js';
import {duringMove, type MoveSeen} from './moves.js';
import type {Vips} from './vips.js';

/** `nodad`, and an advertisement of our own: as fast as IPv4. */
export async function moveWithoutDetection(vips: Vips): Promise<MoveSeen[]> {
  const {workshop, other: to} = vips;
  await workshop.predict(
    'without-detection',
    `Now ${to.node} takes the address with nodad, and announces it. How long is the outage?`,
  );
  const moves = await duringMove(vips, {to, how: 'nodad, at once', families: ['IPv6']}, async () => {
    await vips.move(to, 'IPv6', {detects: false});
    await vips.announce(to, 'IPv6');
  });
  workshop.expect(
    'without detection, IPv6 answers before that could have ended',
    moves.every(({outage}) => (outage.mostNs ?? FOREVER_NS) < DETECTION_NS.least),
    formatDark(moves),
  );
  expectAnnounced(vips, moves);
  const worst = worstBy(moves, ({outage}) => outage);
  if (worst !== undefined) workshop.turnedOut('without-detection', worst.outage);
  return moves;
}

/** `nodad` makes `ndisc_notify` useless: it announces when detection ends, and there was none. */
export async function moveSilently(vips: Vips): Promise<MoveSeen[]> {
  const {workshop, other: to} = vips;
  await vips.notify(to, 1);
  await workshop.predict('silent', `ndisc_notify=1 on ${to.node}, and nodad. Does the kernel announce?`);
  let announced = 0;
  const moves = await duringMove(vips, {to, how: 'notify, nodad', families: ['IPv6']}, async ({from}) => {
    await vips.move(to, 'IPv6', {detects: false});
    await workshop.pause(DARK_MS);
    const sent = ownAnnouncements(workshop.timeline, to.node, vips.addressOf('IPv6'));
    announced = sent.filter(({event}) => event.at >= from).length;
    await vips.announce(to, 'IPv6');
  });
  await vips.notify(to, 0);
  workshop.expect(
    'no: with nodad there is no end of detection to announce',
    announced === 0,
    `${counted(announced, 'advertisement')} in ${DARK_MS / 1000} s`,
  );
  workshop.turnedOut('silent', announced > 0);
  expectDark(vips, 'the clients get no answer until the address is announced', moves);
  expectAnnounced(vips, moves);
  return moves;
}
