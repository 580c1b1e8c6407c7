/**
 * The calls of an agent, each in a few lines; the work itself is in `observe/`.
 *
 * @module
 */

import {addressAnnouncement, VipError} from '@vip/arp';
import {type FrameLink, kernelTime, openLink} from '@vip/arp/link';
import type {Emit, Watch} from '../observe/emit.js';
import {openSides, watchFrames} from '../observe/frame-watch.js';
import {type NeighbourLook, openNeighbourLook, watchByLooking} from '../observe/neighbour-look.js';
import {watchNetlink} from '../observe/netlink-watch.js';
import {startProber} from '../observe/prober.js';
import {openSessions} from '../observe/tcp-client.js';
import {serveSessions} from '../observe/tcp-server.js';
import {useNeighbours} from '../observe/use-neighbours.js';
import {openTickler} from '../tickle/tickler.js';
import type {AgentCallName, AgentCalls} from './protocol.js';

type Duties = {
  [N in AgentCallName]: (args: AgentCalls[N]['args']) => Promise<AgentCalls[N]['answer']>;
};

/** How long answers to the last tickles are waited for. Milliseconds. */
const TICKLE_WAIT_MS = 500;

/** The caller of an agent. */
export interface Principal {
  readonly emit: Emit;
  /** Resolves when there is space for more deferrable events. */
  drained(): Promise<void>;
  /** Called when a watch ended by itself: its events are missing from then on. */
  fail(error: Error): void;
}

/** The calls of one agent, which share its links and its access to the caches. */
export function agentDuties(node: string, {emit, drained, fail}: Principal): Duties {
  const links = new Map<string, FrameLink>();
  const captures = new Map<string, Watch>();
  const probers: Watch[] = [];
  const conversations: Watch[] = [];
  let streams = 0;
  const watches: Watch[] = [];
  let eyes: NeighbourLook | undefined;
  const looker = () => {
    eyes ??= openNeighbourLook(node, kernelTime);
    return eyes;
  };
  const stopAll = async (list: Watch[]) => {
    await Promise.all(list.splice(0).map(watch => watch.stop()));
  };

  return {
    async capture({iface, filter, bySide}) {
      const opened = bySide ? openSides(iface, filter) : [openLink({iface, filter})];
      links.set(iface, opened[0] as FrameLink);
      captures.set(iface, watchFrames(node, iface, opened, {emit, drained}));
      return null;
    },
    async endCapture({iface}) {
      const capture = captures.get(iface);
      captures.delete(iface);
      links.delete(iface);
      await capture?.stop();
      return null;
    },
    async watch() {
      watches.push(await watchNetlink(node, emit, fail));
      return null;
    },
    async look(args) {
      watches.push(watchByLooking(looker(), args, emit, fail));
      return null;
    },
    async lookNow({iface, ip}) {
      const event = await looker().look(iface, ip);
      emit(event);
      return event;
    },
    async probe({refusalsOnly, identifier = (0x7669 + streams++) & 0xffff, ...args}) {
      // Streams of one node are distinguished by number, so that a late answer does not count for a later stream;
      // nodes need not be, because no answer reaches another node's address.
      const tell: Emit = event => {
        if (refusalsOnly !== true || event.kind === 'probe-refused') emit(event);
      };
      probers.push(startProber({...args, node, identifier}, tell));
      return null;
    },
    async serve({port}) {
      conversations.push(await serveSessions(port));
      return null;
    },
    async converse(args) {
      conversations.push(await openSessions({...args, node}, emit));
      return null;
    },
    async announce({iface, ip, mac, form, ...how}) {
      const link = links.get(iface);
      if (link === undefined) throw new VipError('NO_INTERFACE', `announce: no capture is open on ${iface}`);
      const inForm = form === undefined ? {} : {form};
      for (const frame of addressAnnouncement({ip, mac, ...inForm, ...how})) link.send(frame);
      emit({at: kernelTime(), node, kind: 'announced', iface, ip, mac, ...inForm});
      return null;
    },
    async send({iface, frames}) {
      const link = links.get(iface);
      if (link === undefined) throw new VipError('NO_INTERFACE', `send: no capture is open on ${iface}`);
      for (const {octets} of frames) link.send(octets);
      return null;
    },
    async tickle({sessions, iface}) {
      await using tickler = openTickler({sessions, ifaces: [iface], waitMs: TICKLE_WAIT_MS});
      await tickler.run();
      return null;
    },
    async use({targets}) {
      await useNeighbours(targets);
      return null;
    },
    async mark() {
      // First processes what the kernel already has for us.
      for (let turn = 0; turn < 2; turn++) await new Promise(resolve => setImmediate(resolve));
      return null;
    },
    async stopProbes() {
      await stopAll(probers);
      return null;
    },
    async finish() {
      await stopAll(probers);
      await Promise.all([stopAll([...captures.values()]), stopAll(watches), stopAll(conversations)]);
      captures.clear();
      await eyes?.stop();
      return null;
    },
  };
}
