/**
 * The summary of a capture, and of the frames left out. Pure.
 *
 * @module
 */

import {counted} from '../../text/count-text.js';
import {formatDuration} from '../../text/duration-text.js';
import {printable} from '../../text/printable.js';
import {wrapped} from '../../text/wrapped-text.js';
import type {CaptureFacts} from '../capture-facts.js';
import {encapsulatedText} from '../frames/encapsulated.js';
import {networkText, type SeenNetwork} from '../frames/networks.js';
import {formatDate, formatOffset} from '../words/moment-text.js';

/** ARP frames per second worth mentioning. */
const STORM = 100;

export function formatHead(name: string, capture: CaptureFacts): string[] {
  const {frames, first, last, busiestSecond, beyondAddresses, foreign, truncated, proxies} = capture;
  const {misplaced} = capture;
  const inside = encapsulatedText(capture.encapsulated);
  if (first === undefined || last === undefined) return [`${printable(name)}: no frames`];
  const span = last.at === first.at ? 'at' : `${formatDuration(last.at - first.at)} from`;
  const lines = [`${printable(name)}:`, `  ${counted(frames, 'frame')}, ${span} ${formatDate(first.at)}`];
  if (busiestSecond !== undefined && busiestSecond.frames >= STORM) {
    const at = formatOffset(busiestSecond.at - first.at).trim();
    lines.push(`  A storm: ${busiestSecond.frames} ARP and neighbour frames in the second from ${at} s on.`);
  }
  if (beyondAddresses > 0)
    lines.push(
      `  The table is full: ${counted(beyondAddresses, 'sighting')} of further addresses ${beyondAddresses === 1 ? 'was' : 'were'} not tracked; name yours with --ip.`,
    );
  for (const line of formatCopies(capture)) lines.push(line);
  for (const {mac, addresses} of proxies.slice(0, 4))
    lines.push(
      `  ${mac} answers for ${counted(addresses, 'address', 'addresses')} besides their owners: a proxy.`,
    );
  if (foreign > 0) lines.push(`  Skipped: ${counted(foreign, 'frame')} of other link types.`);
  if (misplaced !== undefined)
    lines.push(
      `  Left out: ${counted(misplaced.frames, 'frame')} from frame ${misplaced.frame} on, captured before those in front of them; sort the file (reordercap FILE SORTED).`,
    );
  if (inside !== '') lines.push(`  Not examined, because they carry others: ${inside}.`);
  if (truncated > 0)
    lines.push(`  Truncated by the snap length before the relevant fields: ${counted(truncated, 'frame')}.`);
  return lines.flatMap(line => wrapped(line.trimStart(), line.length - line.trimStart().length, 4));
}

function formatCopies({copies, forwarded, isMirrored, twins, ports}: CaptureFacts): string[] {
  const repeated = copies - forwarded;
  const why = isMirrored ? ', as when a mirror port copies several ports, or captures are merged' : '';
  return [
    ...twins.map(
      one => `  One network: ${twinText(one, one.as)} and ${twinText(one.as, one)} show the same frames.`,
    ),
    ...ports.map(
      ({iface, as}) =>
        `  One network: ${printable(as)} and ${printable(iface)} are ports of it, as of a bond or a bridge; the same conversations pass both.`,
    ),
    ...(repeated > 0
      ? [`  Counted once: ${counted(repeated, 'frame')} repeated in quick succession${why}.`]
      : []),
    ...(forwarded > 0
      ? [`  Counted once: ${counted(forwarded, 'frame')} seen again with a lower TTL, as behind a router.`]
      : []),
  ];
}

/** The network, with its interface if the other network is at a different one. */
function twinText({iface, vlans}: SeenNetwork, other: SeenNetwork): string {
  if (iface !== other.iface) return printable(networkText(iface, vlans));
  return vlans === '' ? 'untagged frames' : `VLAN ${vlans}`;
}
