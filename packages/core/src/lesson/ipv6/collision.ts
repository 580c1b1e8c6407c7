/**
 * The new holder takes the address while the old one still has it.
 *
 * @module
 */

import type {Station} from '@vip/analysis';
import {counted, ownAnnouncements} from '@vip/analysis/internal';
import {DARK_MS, detectionsSince, expectDark, untilDetection} from './checks.js';
import {duringMove, type MoveSeen, type Pings} from './moves.js';
import type {Vips} from './vips.js';

export async function collide(vips: Vips): Promise<MoveSeen[]> {
  const {workshop, holder: from, other: to} = vips;
  await workshop.predict(
    'taken-too-early',
    `${to.node} takes the IPv6 address a moment before ${from.node} releases it. What happens?`,
  );
  const moves = await duringMove(vips, {to, how: 'too early', families: ['IPv6']}, async pings => {
    await takeTooEarly(vips, {from, to}, pings.from);
    await vips.release(from, 'IPv6');
    vips.moved(to);
    await vips.announce(to, 'IPv6');
    workshop.tell(`${from.node} releases the address, ${to.node} announces it, and the clients believe it:`);
    await expectStillFailed(vips, to, pings);
    workshop.tell('Deleted and added again, it works:');
    await vips.move(to, 'IPv6');
    await untilDetection(vips, to, pings.from, 'over');
    await vips.announce(to, 'IPv6');
  });
  expectDark(vips, 'no answer in all that time', moves);
  return moves;
}

async function takeTooEarly(
  vips: Vips,
  {from, to}: {from: Station; to: Station},
  since: bigint,
): Promise<void> {
  const {workshop} = vips;
  const vip = vips.addressOf('IPv6');
  await vips.take(to, 'IPv6');
  await untilDetection(vips, to, since, 'failed');
  await workshop.command(to.node, ['ip', '-6', 'addr', 'show', 'dev', to.iface, 'to', vip]);
  const sent = ownAnnouncements(workshop.timeline, from.node, vip);
  const defence = sent.filter(({event}) => event.at >= since);
  workshop.expect(
    'the old holder defends it, and detection fails',
    detectionsSince(vips, to, since).some(({outcome}) => outcome === 'failed') && defence.length > 0,
    `${counted(defence.length, 'advertisement')} by ${from.node}; dadfailed on ${to.node}`,
  );
}

/** An address that failed detection is not tried again, whichever node announces it. */
async function expectStillFailed(
  {workshop}: Vips,
  {node, iface}: Station,
  {anyAnswered}: Pings,
): Promise<void> {
  await workshop.pause(DARK_MS);
  const {stdout} = await workshop.quietly(node, ['ip', '-6', 'addr', 'show', 'dev', iface]);
  const hasFailed = stdout.includes('dadfailed');
  workshop.expect(
    'the address stays failed, and nobody answers',
    hasFailed && !anyAnswered(DARK_MS / 2),
    `${DARK_MS / 1000} s later: ${hasFailed ? 'dadfailed' : 'in use'}`,
  );
}
