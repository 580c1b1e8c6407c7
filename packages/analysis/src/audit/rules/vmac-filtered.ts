/** Frames from a virtual MAC do not arrive, although advertisements from the machine's own MAC do. */

import {virtualMacOf} from '@vip/arp';
import type {AddressFacts} from '../../explain/facts.js';
import {agreeing} from '../../text/count-text.js';
import type {Instance} from '../keepalived/model/instance.js';
import type {OwnVoice, RouterVoices} from '../wire/hear.js';
import {bothSides, nodeOf} from '../wire/told.js';
import {type FindingDraft, KEEPALIVED_ISSUES, type Rule, subjectOf} from './rule.js';

/** A single lost frame is no evidence. */
const LEAST_QUESTIONS = 3;

export const vmacFiltered: Rule = {
  code: 'VMAC_FILTERED',
  severity: 'warning',
  title: 'a port filters the virtual MAC: its owner advertises, but the address does not answer',
  thread: `${KEEPALIVED_ISSUES}1040`,
  find: ({wire}) => (wire?.routers ?? []).flatMap(voices => draftsOf(voices, wire?.addresses ?? [])),
};

function draftsOf(
  {router: {members}, own}: RouterVoices,
  addresses: readonly AddressFacts[],
): FindingDraft[] {
  const virtual = members.filter(({instance}) => instance.vmac);
  const voice = own.find(isFromItsOwnMac);
  if (virtual.length === 0 || voice === undefined) return [];
  const silent = addresses.filter(
    facts =>
      facts.network === voice.network &&
      virtual.some(({instance}) => isOf(instance, facts)) &&
      isSilent(facts),
  );
  const [first] = silent;
  if (first === undefined) return [];
  const node = nodeOf(voice);
  const who = node === voice.speaker.router ? node : `${voice.speaker.router} (${node})`;
  return [
    {
      subject: subjectOf(virtual),
      where: bothSides(virtual, 'use_vmac', voice),
      evidence: `${who} advertises from its own MAC, nothing arrives from the virtual one, and ${first.questions.length} questions for ${first.ip} have no answer`,
      consequence: `${agreeing(
        silent.map(({ip}) => ip),
        'is',
        'are',
      )} dark while the owner is healthy (0 of 3,318 probes behind a port that filters MACs)`,
      remedy: VMAC_REMEDY,
    },
  ];
}

export const VMAC_REMEDY =
  'remove use_vmac, or allow the virtual MAC on the port (hypervisor: forged transmits; switch: port security)';

/** With vmac_xmit_base, which unicast sets by itself. */
function isFromItsOwnMac({speaker: {mac, priority}}: OwnVoice): boolean {
  return mac !== undefined && virtualMacOf(mac)?.protocol !== 'vrrp' && priority > 0;
}

function isOf({vips, excluded}: Instance, {ip}: AddressFacts): boolean {
  return [...vips, ...excluded].some(entry => entry.ip === ip);
}

/** The address is claimed only by the advertisements. */
function isSilent({claimants, answers, questions}: AddressFacts): boolean {
  const isClaimed = claimants.some(({kinds}) => kinds.some(kind => kind !== 'advertisement'));
  const isAnswered = answers.length > 0 || questions.some(({answer}) => answer !== undefined);
  return !isClaimed && !isAnswered && questions.length >= LEAST_QUESTIONS;
}
