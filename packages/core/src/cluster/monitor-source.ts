/**
 * The kernel's announcements on a machine, by its `ip monitor`, after reading the present state.
 *
 * @module
 */

import type {AddressEvent, LinkEvent, NeighbourEvent} from '@vip/analysis';
import type {IpAddress} from '@vip/arp';
import {parseMonitorLine} from '../observe/neighbour-text.js';
import {Channel} from './channel.js';
import {isTold, type Source, type SourceOptions, untilBegun} from './source.js';

/**
 * The kernel's list of netlink sockets says when `ip` listens (proc(5)): columns sk, Eth, Pid, Groups. Then the
 * present state is printed in the form of announcements: an existing address was added.
 */
const SCRIPT = `
iface=$1; shift
run ip -tshort monitor neigh address link
listens() {
  while read -r sock protocol pid groups more; do
    case "$protocol $pid" in "0 \${job%/*}") case $groups in *[1-9a-f]*) return 0 ;; esac ;; esac
  done </proc/net/netlink
  return 1
}
for try in 1 2 3 4 5 6 7 8 9 10; do listens && break; sleep 1; done
for ip; do
  ip -o addr show to "$ip" | sed 's/^/now /'
  ip neigh show to "$ip" dev "$iface" | sed "s/^\\([^ ]*\\) /now \\1 dev $iface /"
done
echo ready
`;

type Announced = NeighbourEvent | AddressEvent | LinkEvent;

export interface MonitorOptions extends SourceOptions {
  readonly iface: string;
  /** Addresses whose present state is reported. */
  readonly ips: readonly IpAddress[];
  /** Receives each announced change, and with `isNow` the state at the beginning. */
  readonly take: (event: Announced, isNow: boolean) => void;
}

/** Resolves when nothing that happens from now on is missed. @throws VipError */
export async function openMonitor({node, reach, signal, iface, ips, take}: MonitorOptions): Promise<Source> {
  const body = {script: SCRIPT, args: [iface, ...ips]};
  const channel = await Channel.open({node, reach, signal, what: 'ip monitor', body});
  const source = isTold(channel);
  let isReady = () => {};
  const ready = new Promise<void>(resolve => {
    isReady = resolve;
  });
  const links = new Map<string, LinkEvent['state']>();
  const reading = (async () => {
    for await (const line of channel.lines()) {
      if (line === 'ready') isReady();
      const now = /^now (.*)$/.exec(line)?.[1];
      const event = parseMonitorLine(now === undefined ? line : `[1970-01-01T00:00:00.000000] ${now}`, node);
      if (event === undefined) continue;
      if (event.kind === 'link') {
        if (links.get(event.iface) === event.state) continue; // one is announced at every change of anything about it
        if (links.size < MOST_LINKS || links.has(event.iface)) links.set(event.iface, event.state);
      }
      take(event, now !== undefined);
    }
  })();
  await untilBegun(channel, ready, reading);
  return {
    ended: source.ended,
    async stop() {
      await channel.end();
      await reading.catch(() => {});
    },
  };
}

/** A limit, because interfaces come and go: on a machine with containers, all the time. */
const MOST_LINKS = 10_000;

/** A state that was found when watching began, as an event. @param at when watching began */
export function atTheBeginning(event: Announced, at: bigint): Announced {
  return event.kind === 'neighbour' ? {...event, at, source: 'seen'} : {...event, at};
}
