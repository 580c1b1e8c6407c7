/**
 * `vip garp --tickle`: what a new owner has to do, in the only order that works: the address is present, it is announced, and the
 * clients of the old owner are reset.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import {type FrameLink, openLink} from '@vip/arp/link';
import {DEFAULTS} from '@vip/core/internal/defaults';
import {giveUpRoot} from '@vip/core/internal/privileges';
import {openTickler, type TickleResult} from '@vip/core/internal/tickle';
import {checkHeld, readSessions} from './tickle-list.js';
import {tellResult} from './tickle-send.js';

export interface AnnounceAndTickle {
  readonly iface: string;
  readonly ip: readonly IpAddress[];
  /** The list of sessions. */
  readonly tickle: string;
  readonly pace?: number;
  readonly json?: boolean;
  readonly announce: (link: FrameLink, afterRound: (round: number) => void) => Promise<void>;
  readonly signal: AbortSignal;
}

/** Returns the exit code. */
export async function announceAndTickle(options: AnnounceAndTickle): Promise<number> {
  const {iface, ip, tickle, pace = 0, announce, signal} = options;
  const sessions = await readSessions(tickle, ip, '--tickle', signal);
  checkHeld(ip);
  await using link = openLink({iface, receive: false});
  await using tickler = openTickler({
    sessions,
    ifaces: sessions.length === 0 ? [] : [iface],
    paceMs: pace,
    waitMs: DEFAULTS.askWaitMs,
    signal,
  });
  giveUpRoot({sends: true});
  // The announcement is repeated while this goes on.
  let result: Promise<TickleResult> | undefined;
  await announce(link, round => {
    if (round > 1) return;
    result = tickler.run();
    result.catch(() => {}); // until the announcements are over
  });
  return tellResult((await result) ?? {outcomes: [], dropped: 0, unknownHere: undefined}, options);
}
