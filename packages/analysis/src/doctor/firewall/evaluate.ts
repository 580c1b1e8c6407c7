/**
 * The fate of a packet on its way through the hooks of a ruleset and their chains.
 *
 * @module
 */

import type {Packet} from './packet.js';
import type {BaseChain, FirewallRule, Ruleset} from './ruleset.js';
import {walkBaseChain} from './walk.js';

export interface PacketFate {
  readonly fate: 'passes' | 'dropped' | 'unknown';
  /** The rule that drops it, or may; absent where the policy of a chain does. */
  readonly rule?: FirewallRule | undefined;
  /** The chain whose policy drops it, or may. */
  readonly chain?: BaseChain | undefined;
}

const FAMILIES = {
  arp: ['arp'],
  ip: ['ip', 'inet'],
  ip6: ['ip6', 'inet'],
} as const;

/** The fate of a packet at a hook of its own family: `input`, `output`, `forward`. */
export function fateAt(
  ruleset: Ruleset,
  packet: Packet,
  hook: string,
  isAsked: (chain: BaseChain) => boolean = () => true,
): PacketFate {
  const families: readonly string[] = FAMILIES[packet.family];
  return fateIn(
    ruleset,
    packet,
    chain => chain.hook === hook && families.includes(chain.family) && isAsked(chain),
  );
}

/** At `ingress` or `egress` of a device. */
export function fateOnDevice(ruleset: Ruleset, packet: Packet, hook: string, device: string): PacketFate {
  return fateIn(
    ruleset,
    packet,
    chain =>
      chain.hook === hook &&
      (chain.family === 'netdev' || chain.family === 'inet') &&
      (chain.device === undefined || chain.device === device),
  );
}

/**
 * The fate of a packet to this host: at ingress, prerouting, input. At prerouting only a certain drop counts: a possible one depends on the
 * way back to a sender, as a filter by reverse path does.
 */
export function fateComing(ruleset: Ruleset, packet: Packet, device: string): PacketFate {
  const ingress = fateOnDevice(ruleset, packet, 'ingress', device);
  const input = fateAt(ruleset, packet, 'input');
  return (
    certain(ingress) ??
    certain(fateAt(ruleset, {...packet, state: 'invalid'}, 'prerouting', isBeforeTracking)) ??
    certain(fateAt(ruleset, packet, 'prerouting', chain => !isBeforeTracking(chain))) ??
    (input.fate === 'passes' ? ingress : input)
  );
}

/** The fate of a packet from this host: at output, postrouting, egress. */
export function fateLeaving(ruleset: Ruleset, packet: Packet, device: string): PacketFate {
  return (
    certain(fateAt(ruleset, packet, 'postrouting')) ??
    certain(fateOnDevice(ruleset, packet, 'egress', device)) ??
    fateAt(ruleset, packet, 'output')
  );
}

function certain(fate: PacketFate): PacketFate | undefined {
  return fate.fate === 'dropped' ? fate : undefined;
}

/** NF_IP_PRI_CONNTRACK: in chains before it `ct state` is invalid (nft_ct.c, nft_ct_get_eval). */
const CONNTRACK_PRIORITY = -200;

function isBeforeTracking({priority}: BaseChain): boolean {
  return priority <= CONNTRACK_PRIORITY;
}

/** The fate of a packet that a bridge forwards. */
export function fateInBridge(ruleset: Ruleset, packet: Packet): PacketFate {
  return fateIn(ruleset, packet, chain => chain.hook === 'forward' && chain.family === 'bridge');
}

function fateIn(ruleset: Ruleset, packet: Packet, isAsked: (chain: BaseChain) => boolean): PacketFate {
  let doubt: PacketFate | undefined;
  for (const chain of ruleset.baseChains) {
    if (!isAsked(chain) || chain.type === 'nat') continue;
    const {isAccepted, isDropped, goesOn, dropper} = walkBaseChain(ruleset, chain, packet);
    const byPolicy = goesOn && chain.policy === 'drop';
    if (!isDropped && !byPolicy) continue;
    const where = dropper === undefined ? {chain} : {chain, rule: dropper};
    const isCertain = !isAccepted && (!goesOn || byPolicy) && !isDeviceUnknown(chain);
    if (isCertain) return {fate: 'dropped', ...where};
    doubt ??= {fate: 'unknown', ...where};
  }
  return doubt ?? {fate: 'passes'};
}

function isDeviceUnknown({family, device}: BaseChain): boolean {
  return family === 'netdev' && device === undefined;
}
