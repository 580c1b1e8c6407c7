/**
 * What a fault needs in our own configuration of keepalived.
 *
 * @module
 */

import {type Bench, candidates, type Requirement} from '../driver.js';
import {serviceCheck, serviceStateFile} from '../service.js';

/** How long the service's check takes to fail. Milliseconds. */
const CHECK_MS = 2000;

/** How much longer than usual it may take to act. Milliseconds. */
export function requiredPatienceMs(requirement: Requirement | undefined): number {
  return requirement === 'checked-service' ? CHECK_MS : 0;
}

interface RequiredLines {
  /** Blocks before the instance. */
  readonly blocks: readonly string[];
  /** Lines inside the instance. */
  readonly lines: readonly string[];
  /** Whether the address names its interface; with a virtual MAC it belongs on the one that has this MAC. */
  readonly device: boolean;
}

export function requiredLines(requirement: Requirement | undefined, node: string): RequiredLines {
  if (requirement === 'virtual-mac') return {blocks: [], lines: ['  use_vmac'], device: false};
  if (requirement === undefined) return {blocks: [], lines: [], device: true};
  const {blocks, lines} = process.getuid?.() === 0 ? checkedByScript(node) : checkedByFile(node);
  return {blocks, lines, device: true};
}

/** Without a weight, so that a failing check puts the instance into FAULT. */
function checkedByScript(node: string): Omit<RequiredLines, 'device'> {
  return {
    blocks: [
      'vrrp_script service {',
      `  script "/bin/sh -c '${serviceCheck(node)}'"`,
      '  interval 1',
      '  user root',
      '}',
    ],
    lines: ['  track_script {', '    service', '  }'],
  };
}

/**
 * The same for an ordinary user, in whose lab keepalived cannot run scripts: it calls setgroups(2), which is denied in a user
 * namespace with a single user.
 */
function checkedByFile(node: string): Omit<RequiredLines, 'device'> {
  return {
    blocks: ['track_file service {', `  file "${serviceStateFile(node)}"`, '  weight 0', '}'],
    lines: ['  track_file {', '    service', '  }'],
  };
}

/** keepalived complains about every script unless script security is enabled. */
export function isAboutRequirement(message: string, requirement: Requirement | undefined): boolean {
  return requirement === 'checked-service' && message.startsWith('SECURITY VIOLATION');
}

/**
 * Prepares the nodes for it. When the kernel resolves a neighbour on the way to a client, its request must not pair the address with
 * the interface's own MAC (arp_announce, ip-sysctl.rst).
 */
export async function prepareFor(
  {lab, settings}: Bench,
  requirement: Requirement | undefined,
): Promise<void> {
  if (requirement !== 'virtual-mac') return;
  const step = candidates(settings).map(({node, iface}) => ({
    node,
    sysctls: {[`net/ipv4/conf/${iface}/arp_announce`]: 2},
  }));
  await lab.build({name: 'trial', steps: [step]});
}
