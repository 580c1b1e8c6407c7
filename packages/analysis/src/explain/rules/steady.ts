/**
 * An address that nobody took over in the capture. Pure.
 *
 * @module
 */

import type {MacAddress} from '@vip/arp';
import {formatDuration} from '../../duration-text.js';
import {setsOf} from '../announcement-sets.js';
import type {AddressFacts, CaptureFacts, Sender, SentRun} from '../facts.js';
import {type Finding, finding} from '../verdict.js';
import {LONG_NS, lastSaidBy, listed, MANY, unanswered} from './case.js';
import {announcedElsewhere, mismatch, wrongSenderMac} from './wiring.js';

export function judgeSteady(capture: CaptureFacts, address: AddressFacts): Finding {
  const owner = address.tenures.at(-1)?.mac;
  if (owner === undefined) return judgeUnspoken(address);
  return (
    judgeAnnounced(capture, address) ??
    judgeSilence(capture, address, owner) ??
    finding('HEALTHY', `${owner} has it; nobody took it over in this capture.`)
  );
}

function judgeUnspoken({ip, questions, answers, senders}: AddressFacts): Finding {
  const asked = questions.slice(0, 3).map(({frame}) => frame);
  if (answers.length === 0 && senders.length === 0) {
    const words =
      questions.length === 0 ? `${ip} is not in this capture` : `${ip} was asked for, and nobody answered`;
    return finding('CANNOT_TELL', `${words}.`, asked);
  }
  const words = `There is traffic of ${ip}, but no ARP, neighbour discovery or VRRP says where it is`;
  return finding('CANNOT_TELL', `${words}.`, asked);
}

/** The first thing that is seen of it may already be the fault. */
function judgeAnnounced(capture: CaptureFacts, address: AddressFacts): Finding | undefined {
  const [first] = address.tenures;
  if (first === undefined) return undefined;
  const {announcements} = address;
  const handover = {
    ...{at: first.at, frame: first.frame, to: first.mac, how: first.how, by: first.by, asTenure: first},
    ...{
      isReturn: false,
      keepsMac: false,
      announcements,
      sets: setsOf(announcements),
      senders: [],
      disputes: [],
    },
  };
  return wrongSenderMac({capture, address, handover}) ?? judgeElsewhere(capture, address);
}

/** Announced here, where nobody speaks to it, while in another VLAN it falls silent. */
function judgeElsewhere({addresses}: CaptureFacts, address: AddressFacts): Finding | undefined {
  const [announcement] = address.announcements;
  if (announcement === undefined || address.senders.length > 0) return undefined;
  const other = addresses.find(
    ({ip, iface, vlans, senders, announcements}) =>
      ip === address.ip &&
      iface === address.iface &&
      vlans !== address.vlans &&
      !announcements.some(({mac}) => mac === announcement.mac) &&
      senders.some(sender => darkRun(sender, undefined) !== undefined),
  );
  return other === undefined ? undefined : mismatch(other, {announcement, vlans: address.vlans}, []);
}

function judgeSilence(capture: CaptureFacts, address: AddressFacts, owner: MacAddress): Finding | undefined {
  const dark = address.senders.flatMap(sender => {
    const run = darkRun(sender, owner);
    return run === undefined ? [] : [{sender, run}];
  });
  const [first] = dark;
  if (first === undefined) return undefined;
  const {run} = first;
  const since = run.lastAnswer ?? run.first;
  const elsewhere = announcedElsewhere(capture.addresses, address, undefined, since.at - LONG_NS);
  if (elsewhere !== undefined) return mismatch(address, elsewhere, [since.frame]);
  const said = lastSaidBy({address, capture}, owner);
  const silence = formatDuration(run.last.at - since.at);
  const words = `${listed(dark.map(({sender}) => sender.ip))} sent to ${owner} and got no answer for ${silence}`;
  const frames = [since.frame, run.last.frame];
  if (said !== undefined && said.at > since.at + LONG_NS)
    return finding('SWITCH_STALE', `${words}, while its owner was heard elsewhere.`, frames);
  return finding(
    'CANNOT_TELL',
    `${words}, to the end of the capture; nobody took it over, as far as is seen here.`,
    frames,
  );
}

/** Its last run, if nothing came back for long; of one that was never answered nothing can be said. */
function darkRun({runs}: Sender, owner: string | undefined): SentRun | undefined {
  const run = runs.at(-1);
  if (run === undefined || (owner !== undefined && run.to !== owner)) return undefined;
  const isAnsweredAsARule = runs.some(({count, answered}) => answered > 0 && 2 * answered >= count);
  const since = run.lastAnswer ?? run.first;
  return isAnsweredAsARule && unanswered(run) >= MANY && run.last.at - since.at >= LONG_NS ? run : undefined;
}
