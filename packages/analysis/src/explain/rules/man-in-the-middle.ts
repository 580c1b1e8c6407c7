/**
 * A MAC that diverts to itself what is meant for the owner: it claims both ends of a conversation while one of their owners, or
 * both, live; or only the address, and passes on to the owner what it is sent.
 *
 * @module
 */

import type {MacAddress} from '@vip/arp';
import type {Mark} from '../../capture/mark.js';
import {sum} from '../../collections/sum.js';
import type {Sender} from '../../conversations/facts.js';
import type {CaptureFacts} from '../capture-facts.js';
import type {AddressFacts} from '../facts.js';
import {isBefore} from '../scope.js';
import {MANY} from '../significance.js';
import {type Draft, finding} from '../verdict.js';
import {runsTo} from './case.js';
import {diversions, diversionText} from './returned-elsewhere.js';

/** The machine in between, and what shows it. */
export interface MiddleMan {
  readonly mac: MacAddress;
  readonly draft: Draft;
}

/** A machine that claims the address, and since when. */
interface Suspect {
  readonly mac: MacAddress;
  readonly first: Mark;
}

type Given = Pick<CaptureFacts, 'claimedBy' | 'relays'>;

export function manInTheMiddle(capture: CaptureFacts, address: AddressFacts): MiddleMan | undefined {
  for (const {mac, first} of address.claimRuns) {
    // A machine that answers for many on purpose is not in the middle of anything.
    if (capture.proxies.some(proxy => proxy.mac === mac)) continue;
    const draft = judged(capture, address, {mac, first});
    if (draft !== undefined) return {mac, draft};
  }
  return ofAnswers(capture, address);
}

/**
 * A machine that receives the answers, because it claims towards the owner not the address itself but one
 * that asks for it.
 */
function ofAnswers(capture: CaptureFacts, address: AddressFacts): MiddleMan | undefined {
  const found = diversions(capture, address).find(({isCertain}) => isCertain);
  if (found === undefined) return undefined;
  const {mac, sender, passesOn, answers, since} = found;
  const own = `although ${sender.ip} sends from ${sender.mac}: the answers are diverted`;
  const further = passesOn ? 'and are passed on' : 'and whether they go further is not seen here';
  const words = `${diversionText(found)}, ${own}, ${further}`;
  const draft = finding('MAN_IN_THE_MIDDLE', `${words}.`, [since, answers.first]);
  return {mac, draft: {...draft, brief: between(mac), consequence: passesOn ? undefined : DIVERTED}};
}

function between(mac: MacAddress): string {
  return `${mac} in between`;
}

const DIVERTED =
  'what the owner answers reaches that machine, which may read, change or drop it: to the owner everything seems well';

function judged(given: Given, address: AddressFacts, suspect: Suspect): Draft | undefined {
  const {mac, first} = suspect;
  const spoken = [...address.claimRuns, ...address.answers];
  const before = spoken.find(run => run.mac !== mac && isBefore(run.first, first))?.mac;
  // A capture may begin with its claims: then the owner speaks between them.
  const owner = before ?? beside(address, mac);
  if (owner === undefined) return withoutOwner(given, address, suspect);
  const isAlive = spoken.some(run => run.mac === owner && isBefore(first, run.last));
  const {claimedBy, relays} = given;
  const {network, senders} = address;
  const passesOn = relays.has(network, mac);
  const other = senders.find(
    sender =>
      claimedBy.has(network, mac, sender.ip) &&
      // Those whose packets it passes on have MACs of their own.
      (sender.mac !== mac ||
        (passesOn && claimedBy.isUnasked(network, mac, sender.ip)) ||
        (before !== undefined && claimedBy.hasBesides(network, mac, sender.ip))) &&
      (isAlive || isAliveSince(sender, mac, first)),
  );
  const claims = `${mac} claims it (frame ${first.frame}), although ${owner} has it`;
  if (other !== undefined)
    return middle(
      mac,
      first,
      `${claims}, and also claims ${other.ip}, which communicates with it: both ends of a conversation.`,
    );
  // A machine that has the address as well, and hands some of its work to the other, announces the address and answers requests for it.
  if (!claimedBy.isOnlyUnasked(network, mac, address.ip)) return undefined;
  const alone = 'It claims this unasked, and only to those whom it deceives.';
  if (passesOn)
    return isAlive
      ? middle(
          mac,
          first,
          `${claims}, and passes on what it is sent, which ${owner} answers: one direction of the conversation. ${alone}`,
        )
      : undefined;
  if (!claimedBy.isOnlyTold(network, mac, address.ip)) return undefined;
  // A bond that tells its neighbours where to send does so in a few bursts, and real servers behind a director do not claim the address.
  const isRival = claimedBy.hasBesides(network, mac, address.ip);
  if (isAlive && isRival && claimedBy.isPersistent(network, mac, address.ip) && isAnsweredFor(address, mac))
    return middle(
      mac,
      first,
      `${claims}, and what is sent to it is answered from other MACs: it passes it on, although that is not seen here. ${alone}`,
    );
  if (!isSink(senders, mac)) return undefined;
  return {
    ...middle(mac, first, `${claims}, and answers nothing of what it is sent. ${alone}`),
    consequence: HELD,
  };
}

/** Whether packets sent to the MAC are answered, but not by that machine, of which only its claims are seen. */
function isAnsweredFor({senders, answers, claimRuns}: AddressFacts, mac: MacAddress): boolean {
  const answered = sum(runsTo(senders, mac), run => run.answered);
  const own = sum(
    answers.filter(run => run.mac === mac),
    run => run.answers,
  );
  const claims = sum(
    claimRuns.filter(run => run.mac === mac),
    run => run.count,
  );
  return answered >= MANY && own <= claims;
}

/** Whether packets are sent to the MAC, and none of them is answered. */
function isSink(senders: readonly Sender[], mac: MacAddress): boolean {
  const runs = runsTo(senders, mac);
  return runs.length > 0 && runs.every(({answered}) => answered === 0);
}

function middle(mac: MacAddress, first: Mark, evidence: string): Draft {
  return {...finding('MAN_IN_THE_MIDDLE', evidence, [first]), brief: between(mac)};
}

/**
 * The verdict if the owner is not seen at all, because the machine in the middle passes nothing on. It claims the other end as well, unasked,
 * although that end keeps sending from its own MAC. A gateway that answers for others asks only in its own name, and answers only if asked.
 */
function withoutOwner(
  {claimedBy}: Given,
  {claimRuns, senders, network}: AddressFacts,
  {mac, first}: Suspect,
): Draft | undefined {
  if (senders.some(({runs}) => runs.some(run => run.to === mac && run.answered > 0))) return undefined;
  const last = claimRuns.findLast(run => run.mac === mac)?.last ?? first;
  const other = senders.find(
    sender =>
      claimedBy.isUnasked(network, mac, sender.ip) &&
      isAliveSince(sender, mac, first) &&
      sender.runs.some(run => isBefore(run.first, last)),
  );
  if (other === undefined) return undefined;
  const words = `${mac} claims it (frame ${first.frame}), and also claims, unasked, ${other.ip}, which communicates with it from ${other.mac}: both ends of a conversation. What is sent there is not answered, and the owner is not seen`;
  return {...middle(mac, first, `${words}.`), consequence: HELD};
}

const HELD = 'what is sent to the address reaches that machine, and goes no further';

/** Another machine that answers while this one goes on claiming it. */
function beside({claimRuns, answers}: AddressFacts, mac: MacAddress): MacAddress | undefined {
  const [first] = claimRuns.filter(run => run.mac === mac);
  const last = claimRuns.findLast(run => run.mac === mac);
  if (first === undefined || last === undefined) return undefined;
  return answers.find(
    run =>
      run.mac !== mac && run.answers > 0 && isBefore(run.first, last.last) && isBefore(first.first, run.last),
  )?.mac;
}

/** Whether the sender, at a MAC of its own, was still sending after that moment. */
function isAliveSince({mac, runs}: Sender, middle: MacAddress, since: Mark): boolean {
  return mac !== undefined && mac !== middle && runs.some(({last}) => isBefore(since, last));
}
