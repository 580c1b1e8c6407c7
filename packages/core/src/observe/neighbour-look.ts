/**
 * Polling a neighbour cache. The kernel does not announce every change (never DELAY: neigh_update() in
 * net/core/neighbour.c is not on that path), so a watch that shows states must also look.
 *
 * One `ip -json -batch -` answers all looks: it prints a line of JSON for each line it is given, in a tenth of
 * the time that a process a look takes.
 *
 * @module
 */

import type {NeighbourEvent} from '@vip/analysis';
import type {IpAddress} from '@vip/arp';
import {CommandError, startProcess} from '../process.js';
import type {Emit, RunningObservation} from './emit.js';
import {parseNeighbourJson} from './neighbour-text.js';

/** Answers looks, one at a time, in the order they are asked for. */
export interface NeighbourLook extends RunningObservation {
  look(iface: string, ip: IpAddress): Promise<NeighbourEvent>;
}

export function openNeighbourLook(node: string, clock: () => bigint): NeighbourLook {
  const ip = startProcess(['ip', '-json', '-batch', '-']);
  const answers = ip.lines[Symbol.asyncIterator]();
  let queue: Promise<unknown> = Promise.resolve();

  async function ask(iface: string, address: IpAddress): Promise<NeighbourEvent> {
    ip.writeLine(`neigh show to ${address} dev ${iface}`);
    const {value, done} = await answers.next();
    if (done === true) throw new CommandError(await ip.ended);
    const at = clock();
    return {at, node, kind: 'neighbour', iface, ip: address, ...parseNeighbourJson(value), source: 'seen'};
  }

  return {
    look(iface, address) {
      const answer = queue.then(() => ask(iface, address));
      queue = answer.catch(() => {});
      return answer;
    },
    async stop() {
      ip.endInput();
      await ip.ended;
    },
  };
}

/**
 * Looks at one entry at an interval, and emits what it finds when it differs from what was last found.
 *
 * @param intervalMs milliseconds between two looks
 * @param fail called when nothing can be read any more
 */
export function watchByLooking(
  {look}: NeighbourLook,
  {iface, ip, intervalMs}: {iface: string; ip: IpAddress; intervalMs: number},
  emit: Emit,
  fail: (error: Error) => void,
): RunningObservation {
  let last = '';
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let pending = Promise.resolve();

  const tick = async () => {
    const event = await look(iface, ip);
    const found = `${event.mac} ${event.state}`;
    if (found !== last) emit(event);
    last = found;
    if (!stopped) timer = setTimeout(run, intervalMs);
  };
  const run = () => {
    pending = tick().catch(error => {
      if (!stopped && !isGone(error)) fail(error);
    });
  };
  run();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await pending;
    },
  };
}

/** An interface that is gone has no cache any more; then there is nothing to see, and nothing is missed. */
function isGone(error: unknown): boolean {
  return error instanceof CommandError && error.result.stderr.includes('Cannot find device');
}
