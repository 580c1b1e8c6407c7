/**
 * The knowledge about each address, as lines. Pure.
 *
 * @module
 */

import {networkText} from '../explain/frames/networks.js';
import {servicesText} from '../explain/words/service-text.js';
import {formatSpan} from '../text/duration-text.js';
import {printable} from '../text/printable.js';
import type {AddressFigures} from './address-figures.js';
import type {WatchFigures} from './watch-options.js';

const SECOND_NS = 1_000_000_000n;
const MINUTE_NS = 60n * SECOND_NS;

/** `10.3.2.200 on eth0: 02:00:00:00:00:10 has it, last announced 12 s ago` */
export function formatKnown({addresses, now, beyond, place}: WatchFigures): string[] {
  const lines = addresses.map(address => printable(lineOf(address, now, place)));
  if (lines.length === 0)
    return [place === undefined ? 'no address known yet' : `no address known yet at ${place}`];
  return beyond === 0
    ? lines
    : [...lines, `${beyond} or more are not watched for lack of room: name yours with --ip`];
}

function lineOf(
  {ip, iface, vlans, owner, owners, isDark, services, lastAnnouncedAt, lastAskedAt, faults}: AddressFigures,
  now: bigint,
  place: string | undefined,
): string {
  const network = networkText(iface, vlans);
  const on = `${network === '' ? '' : ` on ${network}`}${place === undefined ? '' : ` at ${place}`}`;
  const whose =
    owners > 1 ? `${owners} machines have it` : owner === undefined ? 'owner unknown' : `${owner} has it`;
  const announced =
    lastAnnouncedAt === undefined ? 'no announcement seen' : `last announced ${ago(now - lastAnnouncedAt)}`;
  const asked = lastAskedAt === undefined ? 'never asked' : `last asked ${ago(now - lastAskedAt)}`;
  const inVain = services.filter(service => service.isDark);
  const dark = isDark
    ? ', not answered'
    : inVain.length === 0
      ? ''
      : `, ${servicesText(inVain)} not answered`;
  const wrong = faults.length === 0 ? '' : `, ${faults.join(', ')}`;
  return `${ip}${on}: ${whose}, ${announced}, ${asked}${dark}${wrong}`;
}

/** `0 s ago`, `6 d 23 h ago`. */
function ago(ns: bigint): string {
  return `${ns < MINUTE_NS ? `${ns / SECOND_NS} s` : formatSpan(ns)} ago`;
}
