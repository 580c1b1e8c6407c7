/**
 * Setting, reading and showing the timers of a client's neighbour cache in /proc/sys.
 *
 * @module
 */

import type {LessonStation} from '../lesson.js';
import type {Workshop} from '../workshop.js';

/** In /proc/sys/net/ipv4/neigh/IFACE. */
const TIMERS = [
  ['base_reachable_time_ms', 'REACHABLE: drawn from 0.5 to 1.5 times this'],
  ['delay_first_probe_time', 'DELAY, in seconds'],
  ['ucast_solicit', 'PROBE: how many times the old MAC is probed'],
  ['retrans_time_ms', 'PROBE: the time between two probes'],
] as const;

export async function setTimers(
  workshop: Workshop,
  {node, iface}: Pick<LessonStation, 'node' | 'iface'>,
  values: Readonly<Record<string, number | string>>,
): Promise<void> {
  const settings = Object.entries(values).map(([name, value]) => `${directory(iface)}/${name}=${value}`);
  await workshop.quietly(node, ['sysctl', '-q', '-w', ...settings]);
}

export async function readTimer(
  workshop: Workshop,
  {node, iface}: LessonStation,
  name: string,
): Promise<string> {
  const {stdout} = await workshop.quietly(node, ['cat', `/proc/sys/${directory(iface)}/${name}`]);
  return stdout.trim();
}

function directory(iface: string): string {
  return `net/ipv4/neigh/${iface}`;
}

export async function showTimers(workshop: Workshop, client: LessonStation, fast: boolean): Promise<void> {
  const rows = TIMERS.map(async ([name, meaning]) => [
    name,
    await readTimer(workshop, client, name),
    meaning,
  ]);
  const whose = fast ? 'shortened (--fast)' : "the kernel's own";
  workshop.table(
    `The timers of ${client.node}, ${whose}, in /proc/sys/${directory(client.iface)}:`,
    ['timer', 'value', 'what it controls'],
    await Promise.all(rows),
  );
}
