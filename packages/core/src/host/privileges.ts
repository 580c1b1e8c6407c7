/**
 * Dropping privileges: decoding untrusted data needs none.
 *
 * @module
 */

import {readFileSync} from 'node:fs';
import {VipError} from '@vip/arp';
import {CAP_NET_RAW, confine, holdCapabilities, NO_CAPABILITY} from '@vip/arp/link';

/** What a process still needs to do. */
export interface Needs {
  /** Open links or raw sockets later, and send. */
  readonly opensLinks?: boolean;
  /** Send through open links. */
  readonly sends?: boolean;
}

/** `nobody` and `nogroup` on Debian and derivatives. */
const NOBODY = 65_534;

/**
 * Gives up root's rights for good, for those of the caller of sudo(8), or of `nobody`, and every way to regain them: at most one
 * capability is kept. Whatever is open stays open: links, files.
 *
 * An ordinary user is left unchanged, and so is root in a user namespace that has no other user, whose rights end at its
 * borders anyway.
 */
export function giveUpRoot({opensLinks = false, sends = opensLinks}: Needs = {}): void {
  const kept = opensLinks ? CAP_NET_RAW : NO_CAPABILITY;
  const canConfine = withLibpcap(() => holdCapabilities(kept));
  becomeAnother(process.env);
  if (canConfine) confine(kept, {sends});
}

/**
 * An ordinary user who makes a lab is root in it, and nowhere else: neither this process nor any that it starts can gain rights outside
 * (no_new_privs). Root's processes may: software under test changes its user through sudo(8), which then refuses.
 */
export function gainNoRights(): void {
  if (process.geteuid?.() !== 0) withLibpcap(() => confine(CAP_NET_RAW, {sends: true}));
}

/**
 * To be called before running untrusted programs. Root permanently becomes the caller of sudo(8), or `nobody`, and
 * no child process can gain privileges.
 */
export function becomeOrdinary(): void {
  becomeAnother(process.env);
  gainNoRights();
}

/** Reading files works without libpcap, and then there is no link. */
function withLibpcap(act: () => void): boolean {
  try {
    act();
    return true;
  } catch (error) {
    if (error instanceof VipError) return false;
    throw error;
  }
}

function becomeAnother(env: NodeJS.ProcessEnv): void {
  const {setgroups, setgid, setuid} = process;
  if (process.getuid?.() !== 0 || !setgroups || !setgid || !setuid) return;
  try {
    setgroups([]);
    setgid(numberOf(env.SUDO_GID) ?? NOBODY);
    setuid(numberOf(env.SUDO_UID) ?? NOBODY);
  } catch (error) {
    // user_namespaces(7): setgroups(2) is denied (EPERM), and other users do not exist (EINVAL).
    const {code} = error as NodeJS.ErrnoException;
    if (code !== 'EPERM' && code !== 'EINVAL') throw error;
  }
}

/** A user's or group's number that is not root's. */
function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}

/**
 * A command of ours in a lab that opens links and gives up root by itself. In an ordinary user's lab there is no
 * other user for root to become, so it starts with that one capability: capabilities belong to threads, and those of
 * Node's other threads can be taken away only before these threads exist.
 */
export function withLeastRights(argv: readonly string[]): string[] {
  if (process.getuid?.() === 0) return [...argv];
  const last = Number(readFileSync('/proc/sys/kernel/cap_last_cap', 'utf8'));
  // By number, because setpriv(1) refuses `all` where the kernel has a capability that it does not know.
  const others = Array.from({length: last + 1}, (_, number) => number)
    .filter(number => 1n << BigInt(number) !== CAP_NET_RAW)
    .map(number => `-cap_${number}`)
    .join();
  return ['setpriv', '--no-new-privs', '--inh-caps', others, '--bounding-set', others, '--', ...argv];
}
