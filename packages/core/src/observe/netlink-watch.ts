/**
 * The kernel's announcements about a node's neighbour caches, addresses and links: `ip monitor`, line by line.
 *
 * @module
 */

import {readFile} from 'node:fs/promises';
import {setTimeout as sleep} from 'node:timers/promises';
import type {LinkEvent} from '@vip/analysis';
import {VipError} from '@vip/arp';
import {CommandError, type RunningProcess, startProcess} from '../process.js';
import type {Emit, RunningObservation} from './emit.js';
import {parseMonitorLine, parseProtodown} from './neighbour-text.js';
import {WithheldAddresses} from './withheld-addresses.js';

/** The prefix of a line. */
const DELETED = /^\[[^\]]*\] Deleted /;

/** How long `ip` may take to subscribe, in milliseconds. */
const SUBSCRIBE_TIMEOUT_MS = 5000;

/**
 * Resolves when the kernel's announcements are being received, so that none after that is missed.
 *
 * @param fail called if it ends by itself later on
 */
export async function watchNetlink(
  node: string,
  emit: Emit,
  fail: (error: Error) => void,
): Promise<RunningObservation> {
  const monitor = startProcess(['ip', '-tshort', 'monitor', 'neigh', 'address', 'link']);
  let stopped = false;
  const reading = emitEach(monitor.lines, node, emit).catch(fail);
  try {
    await subscribed(monitor);
  } catch (error) {
    monitor.kill();
    throw error;
  }
  monitor.ended.then(result => {
    if (!stopped) fail(new CommandError(result));
  }, fail);
  return {
    async stop() {
      stopped = true;
      monitor.kill();
      await monitor.ended;
      await reading;
    },
  };
}

/** Emits what the lines announce, until they end. */
async function emitEach(lines: RunningProcess['lines'], node: string, emit: Emit): Promise<void> {
  const links = new LinkStates();
  const withheld = new WithheldAddresses();
  let link: LinkEvent | undefined;
  for await (const line of lines) {
    const isHeld = parseProtodown(line);
    if (link !== undefined && isHeld !== undefined) withheld.heldDown(link, isHeld).forEach(emit);
    const event = parseMonitorLine(line, node);
    if (event === undefined) continue;
    if (event.kind === 'address' && !withheld.take(event)) continue;
    if (event.kind === 'link') {
      link = event;
      if (!links.isNews(event, DELETED.test(line))) continue;
    }
    emit(event);
  }
}

/** The states of the links, as last announced: a link is announced at every change of anything about it. */
class LinkStates {
  readonly #states = new Map<string, LinkEvent['state']>();

  isNews({iface, state}: LinkEvent, isGone: boolean): boolean {
    const isNews = this.#states.get(iface) !== state;
    // One that is gone is forgotten: new ones, with new names, may appear for as long as the watch lasts.
    if (isGone) this.#states.delete(iface);
    else this.#states.set(iface, state);
    return isNews;
  }
}

/** `ip monitor` does not say when it listens; the kernel's list of netlink sockets does (proc(5)). */
async function subscribed({pid, ended}: RunningProcess): Promise<void> {
  let failure: string | undefined;
  const note = (reason: string) => {
    failure = reason;
  };
  ended.then(
    ({stderr}) => note(stderr.trim()),
    error => note(String(error)),
  );
  const deadline = performance.now() + SUBSCRIBE_TIMEOUT_MS;
  while (performance.now() < deadline && failure === undefined) {
    const sockets = (await readFile('/proc/net/netlink', 'utf8'))
      .split('\n')
      .map(line => line.trim().split(/\s+/));
    // Columns: sk, Eth (protocol, 0 = NETLINK_ROUTE), Pid, Groups ...
    if (
      sockets.some(
        ([, protocol, owner, groups]) =>
          protocol === '0' && owner === String(pid) && !/^0*$/.test(groups ?? ''),
      )
    ) {
      return;
    }
    await sleep(1);
  }
  throw new VipError('COMMAND_FAILED', `ip monitor: not listening: ${failure ?? 'no reason given'}`);
}
