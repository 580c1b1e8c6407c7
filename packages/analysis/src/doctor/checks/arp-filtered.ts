/**
 * @module
 */

import {isOfIpv6} from '@vip/arp';
import {type AddressSubject, aboutAddress, type Check, type Symptom} from '../check.js';
import {fateAt, fateInBridge, fateOnDevice} from '../firewall/evaluate.js';
import {symptomsOf} from '../firewall/judgement.js';
import type {Packet} from '../firewall/packet.js';
import {arpAnnouncement, arpAnswer, arpQuestion, arpQuestionOut} from '../firewall/packets.js';
import type {Ruleset} from '../firewall/ruleset.js';

export const ARP_FILTERED: Check = {
  code: 'DOCTOR_ARP_FILTERED',
  roles: ['active', 'passive', 'client', 'switch'],
  title: 'a firewall drops ARP for the address',
  look: aboutAddress(async (subject, host) => {
    if (isOfIpv6(subject.vip)) return [];
    const ruleset = await host.ruleset();
    if (subject.role === 'switch') return inBridge(subject, ruleset);
    if (subject.role === 'client') return atClient(subject, ruleset);
    return atNode(subject, ruleset);
  }),
};

function judged(
  what: string,
  consequence: string,
  packet: Packet,
  ruleset: Ruleset,
  iface: string,
): Symptom[] {
  const hook = packet.iif === undefined ? 'output' : 'input';
  const device = packet.iif === undefined ? 'egress' : 'ingress';
  const question = {what, severity: 'error' as const, consequence, accept: 'accept'};
  return [
    ...symptomsOf(fateAt(ruleset, packet, hook), question),
    ...symptomsOf(fateOnDevice(ruleset, packet, device, iface), question),
  ];
}

function atNode({vip, iface}: AddressSubject, ruleset: Ruleset): Symptom[] {
  return firstOf(
    judged(
      `an ARP request for ${vip} at ${iface}`,
      'no client is answered: 0 of 3 pings',
      arpQuestion(vip, iface),
      ruleset,
      iface,
    ),
    judged(
      `the ARP reply for ${vip} at ${iface}`,
      'no client is answered',
      arpAnswer(vip, iface),
      ruleset,
      iface,
    ),
    judged(
      `the announcement of ${vip} at ${iface}`,
      'after a takeover, the neighbours keep the old MAC: 0 of 5 pings',
      arpAnnouncement(vip, {oif: iface}),
      ruleset,
      iface,
    ),
  );
}

function atClient({vip, iface}: AddressSubject, ruleset: Ruleset): Symptom[] {
  return firstOf(
    judged(
      `the ARP request for ${vip} at ${iface}`,
      'this host cannot find the address',
      arpQuestionOut(vip, iface),
      ruleset,
      iface,
    ),
    judged(
      `an announcement of ${vip} at ${iface}`,
      'after a takeover, this host keeps the old MAC: 0 of 5 pings',
      arpAnnouncement(vip, {iif: iface}),
      ruleset,
      iface,
    ),
  );
}

function inBridge({vip, iface}: AddressSubject, ruleset: Ruleset): Symptom[] {
  const ask = (what: string, consequence: string, packet: Packet) =>
    symptomsOf(fateInBridge(ruleset, packet), {what, severity: 'error', consequence, accept: 'accept'});
  const {iif: _, ...question} = arpQuestion(vip, iface);
  return firstOf(
    ask(`an ARP request for ${vip} that ${iface} forwards`, 'no client is answered', question),
    ask(
      `an announcement of ${vip} that ${iface} forwards`,
      'after a takeover, the neighbours keep the old MAC: 0 of 5 pings',
      arpAnnouncement(vip, {}),
    ),
  );
}

/** One rule usually drops several of these packets and is reported once. If it certainly drops one, its possible effects on others are omitted. */
function firstOf(...symptoms: readonly Symptom[][]): Symptom[] {
  const told = new Set<string>();
  const certainFirst = symptoms
    .flat()
    .sort((a, b) => Number(a.severity === 'note') - Number(b.severity === 'note'));
  return certainFirst.filter(({evidence}) => {
    const rule = /table .*?handle \d+|table .*?chain \S+/.exec(evidence)?.[0] ?? evidence;
    const isNew = !told.has(rule);
    told.add(rule);
    return isNew;
  });
}
