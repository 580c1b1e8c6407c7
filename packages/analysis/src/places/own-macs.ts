/**
 * Which machine a capture was made at: the MACs that are at one end of almost everything that is sent to one machine there. A mirror
 * port has none. Pure.
 *
 * @module
 */

import {isVirtualRouterMac, macOfNumber} from '@vip/arp';
import {commonKeys, type SameFrame, uniqueFrames} from './same-frames.js';
import type {PlaceSurvey} from './survey.js';

/** The rest is what a switch floods while it does not know a port. */
const ALMOST_ALL = 0.8;
/** Frames to one machine that say something. */
const ENOUGH = 3;

/** An interface, with the MACs that it may have. */
interface Port {
  readonly place: number;
  readonly macs: Set<number>;
}

/** The MACs of each place; none of a mirror port, nor where it cannot be told. */
export function ownMacs(surveys: readonly PlaceSurvey[]): ReadonlySet<number>[] {
  const open = surveys.flatMap(portsOf);
  const own = surveys.map(({sentFrom}) => new Set(withoutVirtual([...sentFrom])));
  for (const macs of own) for (const mac of macs) for (const other of open) other.macs.delete(mac);
  for (let isNew = true; isNew; ) {
    isNew = takeOnly(open, own) || dropShared(open);
    if (!isNew) isNew = decideByTurnaround(surveys, open, own);
  }
  return own;
}

function portsOf({ends, sentFrom}: PlaceSurvey, place: number): Port[] {
  if (sentFrom.size > 0) return [];
  return ends
    .filter(({unicast}) => unicast >= ENOUGH)
    .map(({unicast, macs}) => {
      const found = [...macs].filter(([, count]) => count >= ALMOST_ALL * unicast).map(([mac]) => mac);
      return {place, macs: new Set(withoutVirtual(found))};
    });
}

/** A virtual router's is at one machine now and at another then. */
function withoutVirtual(macs: readonly number[]): number[] {
  return macs.filter(mac => {
    const text = macOfNumber(mac);
    return text !== undefined && !isVirtualRouterMac(text);
  });
}

/** Who has a single candidate has it; if two places have the same, it is the same machine, and neither alone has it. */
function takeOnly(open: readonly Port[], own: readonly Set<number>[]): boolean {
  const single = open.flatMap(({place, macs}) =>
    [...macs].slice(0, macs.size === 1 ? 1 : 0).map(mac => ({place, mac})),
  );
  for (const {place, mac} of single)
    if (single.every(other => other.place === place || other.mac !== mac)) own[place]?.add(mac);
  for (const {mac} of single) for (const {macs} of open) macs.delete(mac);
  return single.length > 0;
}

/** A machine that all speak to, when each has another candidate that it alone has. */
function dropShared(open: readonly Port[]): boolean {
  const having = (mac: number) => open.filter(({macs}) => macs.has(mac)).length;
  const shared = [...new Set(open.flatMap(({macs}) => [...macs]))].filter(mac => having(mac) > 1);
  const isElsewhere = (mac: number) =>
    open.every(({macs}) => !macs.has(mac) || [...macs].some(other => having(other) === 1));
  const dropped = shared.filter(isElsewhere);
  for (const mac of dropped) for (const {macs} of open) macs.delete(mac);
  return dropped.length > 0;
}

/** Two places that speak with each other alone: at who answers, an answer comes sooner after its question. */
function decideByTurnaround(
  surveys: readonly PlaceSurvey[],
  open: readonly Port[],
  own: readonly Set<number>[],
): boolean {
  for (const [index, first] of open.entries()) {
    const [one, other] = first.macs;
    if (one === undefined || other === undefined) continue;
    const second = open.find(
      ({place, macs}, at) => at > index && place !== first.place && macs.has(one) && macs.has(other),
    );
    if (second === undefined) continue;
    const [a, b] = [surveys[first.place], surveys[second.place]] as [PlaceSurvey, PlaceSurvey];
    const lead = medianLead(uniqueFrames(commonKeys(a, b)), one, other);
    first.macs.clear();
    second.macs.clear();
    if (lead !== 0) {
      own[first.place]?.add(lead > 0 ? one : other);
      own[second.place]?.add(lead > 0 ? other : one);
    }
    return true;
  }
  return false;
}

/** How much later than those of `other` the frames of `one` are at the second place. Nanoseconds; 0 if nothing shows it. */
function medianLead(same: readonly SameFrame[], one: number, other: number): number {
  const leads: number[] = [];
  for (const [index, {a, b}] of same.entries()) {
    const next = same[index + 1];
    if (next === undefined || next.a.sourceMac === a.sourceMac) continue;
    const lead = b.ns - a.ns - (next.b.ns - next.a.ns);
    if (a.sourceMac === one && next.a.sourceMac === other) leads.push(lead);
    if (a.sourceMac === other && next.a.sourceMac === one) leads.push(-lead);
  }
  leads.sort((x, y) => x - y);
  return leads[leads.length >> 1] ?? 0;
}
