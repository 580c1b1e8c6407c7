/**
 * Measuring cells. Each has an address whose entry is brought into its state; then all frames are sent at once, and the entries are read.
 *
 * @module
 */

import type {Ipv4Address} from '@vip/arp';
import {kernelTime} from '@vip/arp/link';
import type {IpCommand} from '../../lab/plan.js';
import type {LessonSettings} from '../lesson.js';
import type {Workshop} from '../workshop.js';
import {cellAddresses} from './addresses.js';
import {compare, type MeasuredValue, readNeighbourCache} from './cache.js';
import {formFrame, type GarpForm} from './forms.js';
import {type ClientSettings, type EntryState, OLD_MS, YOUNG_MS} from './states.js';

/** A cell of the matrix. */
export interface CellPlan {
  readonly form: GarpForm;
  readonly entry: EntryState;
}

/** Its outcome. */
export interface Measured {
  readonly value: MeasuredValue;
  readonly ip: Ipv4Address;
  /** When the frames of all cells began to be sent, in nanoseconds. */
  readonly sentAt: bigint;
}

/** How long a frame may take to be believed. Measured: 2.3 ms at most, in 1,428 cells. */
const SETTLE_MS = 150;

/** How far from `locktime` an entry's age must be to be called younger or older. Milliseconds. */
const AGE_MARGIN_MS = 50;

/** On a busy machine, some need several attempts. */
const ATTEMPTS = 4;

/** All cells that could be measured. Entries that were not in their state in time are tried again. */
export async function measureCells(
  workshop: Workshop,
  settings: LessonSettings,
  client: ClientSettings,
  cells: readonly CellPlan[],
): Promise<ReadonlyMap<CellPlan, Measured>> {
  await configureClient(workshop, settings, client);
  const measured = new Map<CellPlan, Measured>();
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const missing = cells.filter(cell => !measured.has(cell));
    if (missing.length === 0) break;
    for (const [cell, value] of await attemptCells(workshop, settings, client, missing)) {
      measured.set(cell, value);
    }
  }
  return measured;
}

async function configureClient(
  workshop: Workshop,
  {ext}: LessonSettings,
  {arp_accept, drop_gratuitous_arp, locktime}: ClientSettings,
): Promise<void> {
  await workshop.quietly(ext.node, [
    'sysctl',
    '-q',
    '-w',
    `net/ipv4/conf/${ext.iface}/arp_accept=${arp_accept}`,
    `net/ipv4/conf/${ext.iface}/drop_gratuitous_arp=${drop_gratuitous_arp}`,
    `net/ipv4/neigh/${ext.iface}/locktime=${locktime}`,
  ]);
}

interface Subject extends CellPlan {
  readonly cell: CellPlan;
  readonly vip: Ipv4Address;
}

async function attemptCells(
  workshop: Workshop,
  settings: LessonSettings,
  client: ClientSettings,
  cells: readonly CellPlan[],
): Promise<ReadonlyMap<CellPlan, Measured>> {
  const {active, passive} = settings;
  const addresses = cellAddresses(settings, cells.length);
  const subjects = cells.map(
    (cell, index): Subject => ({...cell, cell, vip: addresses[index] as Ipv4Address}),
  );
  await forgetAll(workshop, settings);
  const old = subjects.filter(({entry}) => entry.ageMs === OLD_MS);
  const young = subjects.filter(({entry}) => entry.ageMs !== OLD_MS);
  const oldMade = await make(workshop, settings, old);
  await workshop.pause(OLD_MS - YOUNG_MS);
  const youngMade = await make(workshop, settings, young);
  await workshop.pause(YOUNG_MS);
  const before = await readNeighbourCache(workshop, settings);
  const sent = await sendAll(workshop, settings, subjects);
  await workshop.pause(SETTLE_MS);
  const after = await readNeighbourCache(workshop, settings);

  const hadItsAge = agesKept(client, {old: oldMade, young: youngMade, sent});
  const results = subjects.flatMap(({cell, vip}): [CellPlan, Measured][] => {
    const start = before.get(vip) ?? {state: 'NONE'};
    const end = after.get(vip) ?? {state: 'NONE'};
    const wasAsPlanned = start.state === cell.entry.state && (start.mac ?? active.mac) === active.mac;
    if (!hadItsAge(cell.entry) || !wasAsPlanned) return [];
    const value = compare(start, end, {was: active.mac, now: passive.mac});
    return value === undefined ? [] : [[cell, {value, ip: vip, sentAt: sent.at}]];
  });
  return new Map(results);
}

/** On the clock of `performance.now()`. */
interface Stretch {
  readonly from: number;
  readonly until: number;
}

/** Sends the frames of all cells at once. Also returns when, in nanoseconds. */
async function sendAll(
  workshop: Workshop,
  {ext, passive, router}: LessonSettings,
  subjects: readonly Subject[],
): Promise<Stretch & {readonly at: bigint}> {
  const at = kernelTime();
  const from = performance.now();
  const frames = subjects.map(({form, vip}) => ({
    octets: formFrame(form, {
      vip,
      mac: passive.mac,
      client: {ip: ext.address.address, mac: ext.mac},
      other: router.address.address,
    }),
  }));
  await workshop.agents.in(passive.node).call('send', {iface: passive.iface, frames});
  return {at, from, until: performance.now()};
}

/** Whether an entry was certainly older, or younger, than `locktime` when the frames came. */
function agesKept(
  {locktime}: ClientSettings,
  {old, young, sent}: Readonly<Record<'old' | 'young' | 'sent', Stretch>>,
): (entry: EntryState) => boolean {
  const lockMs = locktime * 10;
  const oldEnough = sent.from - old.until > lockMs + AGE_MARGIN_MS;
  const youngEnough = lockMs === 0 || sent.until - young.from < lockMs - AGE_MARGIN_MS;
  return ({ageMs}) => (ageMs !== OLD_MS || oldEnough) && (ageMs !== YOUNG_MS || youngEnough);
}

/** Removes the entries of earlier cells. PERMANENT ones must be named. */
async function forgetAll(workshop: Workshop, {ext}: LessonSettings): Promise<void> {
  for (const which of [[], ['nud', 'permanent']]) {
    await workshop.quietly(ext.node, ['ip', 'neigh', 'flush', 'dev', ext.iface, ...which]);
  }
}

/** Creates entries. Returns the earliest and the latest time at which that happened. */
async function make(
  workshop: Workshop,
  {ext, active}: LessonSettings,
  subjects: readonly Subject[],
): Promise<Stretch> {
  const from = performance.now();
  const written = subjects.flatMap(({entry, vip}): IpCommand[] => {
    if (entry.made === 'not' || entry.made === 'used') return [];
    const state = entry.made === 'written' ? entry.state : 'STALE';
    const mac = state === 'FAILED' ? [] : ['lladdr', active.mac];
    return [['neigh', 'replace', vip, ...mac, 'dev', ext.iface, 'nud', state.toLowerCase()]];
  });
  if (written.length > 0) await workshop.lab.batch(ext.node, written);
  const used = subjects.filter(({entry}) => entry.made === 'used' || entry.made === 'written and used');
  await workshop.agents.in(ext.node).call('use', {targets: used.map(({vip}) => vip)});
  return {from, until: performance.now()};
}
