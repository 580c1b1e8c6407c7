/**
 * The clients of the lesson: each has one setting that is not the kernel's default, or is tickled.
 *
 * @module
 */

import {CommandError} from '../../process.js';
import type {LessonStation} from '../lesson.js';
import type {Workshop} from '../workshop.js';
import type {Retransmission} from './ladder.js';

export interface Variant {
  /** For the first column of a table. */
  readonly name: string;
  readonly what: string;
  /** In /proc/sys/net/ipv4. */
  readonly sysctl?: {readonly name: string; readonly value: number};
  /** Silence after which keepalive probes. Milliseconds. */
  readonly keepAliveMs?: number;
  /** Whether the new owner of the address tickles this client. */
  readonly isTickled?: boolean;
}

export const TCP_VARIANTS: readonly Variant[] = [
  {name: 'defaults', what: "the kernel's defaults"},
  {
    name: 'retries2=2',
    what: 'gives up after fewer retransmissions',
    sysctl: {name: 'tcp_retries2', value: 2},
  },
  {
    name: 'rto_max=2s',
    what: 'retransmits at least every 2 s',
    sysctl: {name: 'tcp_rto_max_ms', value: 2000},
  },
  {name: 'keepalive', what: 'SO_KEEPALIVE, probes after 1 s of silence', keepAliveMs: 1000},
  {name: 'tickled', what: "the kernel's defaults; the new owner tickles its sessions", isTickled: true},
];

/** A variant, the node set up for it, and its kernel's settings. */
export interface Client {
  readonly variant: Variant;
  readonly station: LessonStation;
  readonly kernel: Retransmission;
}

/** Sets up the clients, and leaves out those whose setting this kernel does not have. */
export async function setUpClients(
  workshop: Workshop,
  stations: readonly LessonStation[],
): Promise<Client[]> {
  const clients: Client[] = [];
  for (const [index, variant] of TCP_VARIANTS.entries()) {
    const station = stations[index] as LessonStation;
    const {sysctl} = variant;
    if (sysctl !== undefined && (await readSysctl(workshop, station, sysctl.name)) === undefined) {
      workshop.tell(`This kernel does not know ${sysctl.name}, so there is no client with it.`);
      continue;
    }
    if (sysctl !== undefined) {
      await workshop.command(station.node, ['sysctl', '-w', `net.ipv4.${sysctl.name}=${sysctl.value}`]);
    }
    clients.push({variant, station, kernel: await readKernel(workshop, station)});
  }
  return clients;
}

/** The values that apply to a kernel without these settings. */
const OLDER = {tcp_rto_max_ms: 120_000, tcp_retries2: 15, tcp_syn_retries: 6, tcp_syn_linear_timeouts: 0};

async function readKernel(workshop: Workshop, station: LessonStation): Promise<Retransmission> {
  const value = async (name: keyof typeof OLDER) =>
    (await readSysctl(workshop, station, name)) ?? OLDER[name];
  const [rtoMaxMs, retries2, synRetries, synLinearTimeouts] = await Promise.all([
    value('tcp_rto_max_ms'),
    value('tcp_retries2'),
    value('tcp_syn_retries'),
    value('tcp_syn_linear_timeouts'),
  ]);
  return {rtoMaxMs, retries2, synRetries, synLinearTimeouts};
}

/** Undefined where the kernel has no such setting. */
async function readSysctl(
  workshop: Workshop,
  {node}: LessonStation,
  name: string,
): Promise<number | undefined> {
  try {
    const {stdout} = await workshop.quietly(node, ['cat', `/proc/sys/net/ipv4/${name}`]);
    return Number(stdout);
  } catch (error) {
    if (error instanceof CommandError) return undefined;
    throw error;
  }
}
