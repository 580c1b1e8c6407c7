/**
 * An address that was not taken over in the capture. Pure.
 *
 * @module
 */

import type {MacAddress} from '@vip/arp';
import type {Mark} from '../../capture/mark.js';
import {worstBy} from '../../outages/outage.js';
import {counted} from '../../text/count-text.js';
import type {CaptureFacts} from '../capture-facts.js';
import type {Tenure} from '../claim-facts.js';
import type {AddressFacts} from '../facts.js';
import {encapsulatedText} from '../frames/encapsulated.js';
import {setsOf} from '../handovers/announcement-sets.js';
import {isOutage, type OutageThreshold} from '../outages/outage-threshold.js';
import {servedText, whoAnswers} from '../outages/served.js';
import {cannotTell, type Draft, finding} from '../verdict.js';
import {darkText} from '../words/dark-text.js';
import {formatDate} from '../words/moment-text.js';
import type {Steady} from './steady-case.js';
import {isMoveHidden} from './takeover-unseen.js';
import {type UnclaimedMove, unclaimedMove} from './unclaimed-move.js';
import {judgeUnheard, UNHEARD, unheardKind} from './unheard.js';
import {mismatch, wrongSenderMac} from './wiring.js';

export function judgeSteady({capture, address, first, threshold}: Steady): Draft {
  if (first === undefined) return judgeUnspoken(capture, address);
  return judgeAnnounced(capture, address, threshold) ?? judgeServed(capture, address, first);
}

/**
 * The verdict for an address that did not move, which is healthy only if questions were asked and answered.
 */
function judgeServed(capture: CaptureFacts, address: AddressFacts, {mac, frame, at}: Tenure): Draft {
  const {questionsAnswered, dark, senders, announcements} = address;
  const said = announcements.length > 0 ? 'announces it' : 'claims it';
  const unheard = unheardKind(senders);
  if (unheard !== undefined) return judgeUnheard(capture.claimedBy, address, {mac, frame}, unheard, said);
  if (questionsAnswered > 0) {
    const worst = worstBy(dark, ({bounds}) => bounds);
    const gap = worst === undefined ? '' : `; at worst ${darkText(worst)}`;
    const whole = {from: capture.first?.at ?? 0n, to: capture.last?.at ?? 0n};
    const isHidden = isMoveHidden({address, capture}, mac, whole);
    const move = unclaimedMove(address);
    const still = isHidden ? HIDDEN : move === undefined ? 'it did not move in this capture' : onward(move);
    const words = `${mac} has it ${whoAnswers(address, mac)} (${servedText(address)}); ${still}${gap}`;
    return {...finding('HEALTHY', `${words}.`, [frame]), brief: holderText(address, mac, at)};
  }
  const sent = address.answers.findLast(({mac: by}) => by === mac)?.last;
  const isAsked = senders.some(({asked: kinds}) => kinds.length > 0);
  if (sent !== undefined) return judgeAsking(mac, said, isAsked, [frame, sent]);
  const asked = isAsked ? 'answers to its clients are not seen here' : 'no questions to it are seen here';
  return cannotTell(
    isAsked ? UNHEARD : 'no questions seen',
    `${mac} ${said}; ${asked}, so it is not known whether it answers.`,
    [frame],
  );
}

/** `02:00:00:00:00:0a has it at 2026-11-26 21:43:28.000 UTC` */
function holderText({answers}: AddressFacts, mac: MacAddress, at: bigint): string {
  const isShared = answers.some(run => run.answers > 0 && run.mac !== mac);
  return `${mac} has it${isShared ? ', others answer as well,' : ''} at ${formatDate(at)}`;
}

/** Its machine was there, and sent from the address; what came back shows the way out. @param sent the last frame that it sent */
function judgeAsking(
  mac: MacAddress,
  said: string,
  isAsked: boolean,
  [from, sent]: readonly [number, Mark],
): Draft {
  const only = isAsked ? 'what is sent to it may answer that' : 'nothing else is asked here';
  const words = `${mac} ${said} and asks others itself (last in frame ${sent.frame}), so it was there; ${only}, and no answer of its own to a question is seen, so it is not known whether it answers`;
  return cannotTell('it only asks others itself here', `${words}.`, [from, sent]);
}

function onward({to, at}: UnclaimedMove): string {
  return `from frame ${at.frame} on, ${to} answers in its place: another machine, or another router in front of it`;
}

const HIDDEN =
  'its virtual MAC did not change, and whether another machine took that over does not show, as its advertisements are not in this capture from the beginning on';

function judgeUnspoken({encapsulated, cutOff}: CaptureFacts, address: AddressFacts): Draft {
  const {ip, questions, answers, senders, questionsAnswered} = address;
  if (questionsAnswered > 0) {
    const [first] = answers;
    const move = unclaimedMove(address);
    const later = move === undefined ? '' : `; ${onward(move)}`;
    const words = `${move?.from ?? first?.mac ?? ip} answers (${counted(questionsAnswered, 'question')}), but no claim to the address is seen here${later}`;
    const found = finding('HEALTHY', `${words}.`, [first?.first.frame]);
    if (first === undefined) return found;
    return {...found, brief: `${first.mac} answers at ${formatDate(first.first.at)}`};
  }
  const asked = questions.slice(0, 3).map(({frame}) => frame);
  if (answers.length === 0 && senders.length === 0) {
    const inside = encapsulatedText(encapsulated);
    if (questions.length === 0 && inside !== '')
      return cannotTell(
        `not seen, ${inside} may carry it`,
        `${ip} is not seen here, but ${inside} carry others, which are not examined.`,
        [],
        INSIDE,
      );
    const words =
      questions.length === 0 ? `${ip} is not in this capture` : `${ip} was asked for, without an answer`;
    return cannotTell(
      questions.length === 0 ? 'not in this capture' : 'no answer to requests for its MAC',
      `${words}.`,
      asked,
    );
  }
  const [speaker] = answers;
  if (speaker !== undefined && senders.length === 0 && questions.length === 0) {
    const words = `${ip} sends from ${speaker.mac}, and nothing is sent to it here, nor does it claim the address: it is not known whether it answers`;
    return cannotTell('nothing sent to it seen', `${words}.`, [speaker.first.frame]);
  }
  const count = cutOff.of(address);
  const cut = count === 0 ? '' : `; the snap length cut off ${counted(count, 'frame')} that may`;
  const words = `There is traffic of ${ip}, but no ARP, neighbour discovery or VRRP that shows its owner${cut}`;
  return cannotTell('no frame that shows its owner', `${words}.`, asked);
}

const INSIDE =
  'Capture where the frames are not wrapped in others: at the interface of the tunnel, the bridge behind it, or the machine itself.';

/** The first thing seen of the address may already be a fault. */
function judgeAnnounced(
  capture: CaptureFacts,
  address: AddressFacts,
  threshold: OutageThreshold,
): Draft | undefined {
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
      outlived: [],
      disputes: [],
      misled: new Set<never>(),
    },
  };
  return wrongSenderMac({capture, address, handover}) ?? judgeElsewhere(capture, address, threshold);
}

/** Announced here, where it has no traffic, while it falls silent in another VLAN. */
function judgeElsewhere(
  {addresses}: CaptureFacts,
  address: AddressFacts,
  threshold: OutageThreshold,
): Draft | undefined {
  const [announcement] = address.announcements;
  if (announcement === undefined || address.senders.length > 0) return undefined;
  const other = addresses.find(
    ({ip, iface, vlans, senders, announcements}) =>
      ip === address.ip &&
      iface === address.iface &&
      vlans !== address.vlans &&
      !announcements.some(({mac}) => mac === announcement.mac) &&
      senders.some(({dark}) => dark.some(one => one.firstAnswer === undefined && isOutage(one, threshold))),
  );
  return other === undefined
    ? undefined
    : mismatch(other, {announcement, vlans: address.vlans, answered: 0}, []);
}
