/** Telephone calls: both ends stream (RFC 3550), and report to each other every few seconds, neither of which answers anything. */

import type {IpAddress} from '@vip/arp';
import type {Random} from '../../helpers/random.js';
import {between} from '../sim/chance.js';
import {MS, SECOND} from '../sim/clock.js';
import type {Holding} from '../sim/holding.js';
import type {Asker, Pace} from './asker.js';
import {Line} from './line.js';

const FRAME = 20 * MS;
/** RFC 3550 §6.2: at least five seconds on average, varied by half. */
const REPORTS = 5 * SECOND;
const [SENDER_REPORT, VOICE] = [200, 0x08] as const;
const VOICE_OCTETS = 172;
/** With one report block (RFC 3550 §6.4.1). */
const REPORT_OCTETS = 52;

function voicePacket(random: Random, count: number): Uint8Array {
  const data = random.octets(VOICE_OCTETS);
  data.set([0x80, VOICE, count >> 8, count & 0xff]);
  return data;
}

function senderReport(random: Random): Uint8Array {
  const data = random.octets(REPORT_OCTETS);
  // Its length is counted in words, without the first.
  data.set([0x81, SENDER_REPORT, 0, REPORT_OCTETS / 4 - 1]);
  return data;
}

/** Says for each packet of the caller what the other party says at that time; reports come at times of their own. */
export function callServer(random: Random): NonNullable<Holding['responds']> {
  let count = 0;
  return ({data}, say) => {
    const isReport = data[1] === SENDER_REPORT;
    if (!isReport) return voicePacket(random, count++ & 0xffff);
    say(senderReport(random), between(random, 0.02, 0.9) * REPORTS);
    return undefined;
  };
}

/** One call after the other, each to ports of its own; the first goes on until `lasting` at least. */
export function calls(asker: Asker, ip: IpAddress, {every, from, until}: Pace, lasting = 0): void {
  const {by} = asker;
  const {clock, random} = {clock: by.network.clock, random: by.random};
  const call = (): void => {
    if (clock.now >= until) return;
    const [voice, reports] = [new Line(asker, ip), new Line(asker, ip)];
    const port = 16_384 + 2 * random.below(8000);
    const ends = Math.min(until, Math.max(lasting, clock.now + between(random, 3, 12) * SECOND));
    voice.hears(() => {});
    reports.hears(() => {});
    let count = 0;
    clock.repeat(
      () => FRAME,
      () => {
        if (clock.now >= ends) return false;
        voice.say(port, voicePacket(random, count++ & 0xffff), 'asks');
        return true;
      },
    );
    clock.repeat(
      () => between(random, 0.5, 1.5) * REPORTS,
      () => {
        if (clock.now >= ends) return false;
        reports.say(port + 1, senderReport(random), 'needs no answer');
        return true;
      },
    );
    clock.at(ends + every, call);
  };
  clock.at(from, call);
}
