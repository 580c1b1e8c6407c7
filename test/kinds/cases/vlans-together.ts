/**
 * Virtual routers in several VLANs of one trunk, whose nodes have a MAC of their own in each: nothing shows that they are the same nodes, but
 * they move at the same time.
 */

import {type IpAddress, type MacAddress, type VlanTag, vlanTag} from '@vip/arp';
import type {Random} from '../../helpers/random.js';
import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {MS, SECOND} from '../sim/clock.js';
import {Node} from '../sim/node.js';
import {Stage} from '../sim/stage.js';
import type {VrrpSpeaker} from '../sim/vrrp.js';

interface Instance {
  readonly ip: IpAddress;
  readonly vlan: string;
  readonly a: Node;
  readonly b: Node;
  readonly speakers?: readonly [VrrpSpeaker, VrrpSpeaker];
}

/** An address in each VLAN, with two nodes and a client. */
function instances(
  stage: Stage,
  random: Random,
  {count, advertises, isOneMac}: {count: number; advertises: boolean; isOneMac: boolean},
): Instance[] {
  const begin = whole(random, 2, 3000);
  const step = whole(random, 1, 9);
  const router = {...stage.anyRouter(), interval: SECOND};
  return Array.from({length: count}, (_, index) => {
    const id = begin + index * step;
    const tags: readonly VlanTag[] = index === 0 && stage.tags.length === 0 ? [] : [vlanTag(id, 0)];
    const ip = stage.places.ip(stage.family);
    const node = (name: string, mac: MacAddress) =>
      new Node(stage.network, random, name, mac, stage.places.ip(stage.family), tags);
    const [a, b] = isOneMac
      ? [node(`a${index}`, stage.a.mac), node(`b${index}`, stage.b.mac)]
      : [stage.node(`a${index}`, tags), stage.node(`b${index}`, tags)];
    const client = stage.newClient(`client${index}`, tags);
    a.hold(ip);
    const every = between(random, 0.08, 0.4) * SECOND;
    const sort = isOneMac ? 'ping' : random.pick(['ping', 'ping', 'requests'] as const);
    stage.talk(3, {ip, asker: stage.asker(client), sort, every});
    const vlan = tags.length === 0 ? '' : String(id);
    if (!advertises) return {ip, vlan, a, b};
    const common = {
      ...router,
      virtualRouterId: 1 + ((router.virtualRouterId + index) % 255),
      addresses: [ip],
    };
    const one = stage.speaker(a, {...common, priority: 150});
    const other = stage.speaker(b, {...common, priority: 100});
    return {ip, vlan, a, b, speakers: [one, other] as const};
  });
}

const places = (vlan: string) => (vlan === '' ? {} : {vlan});
const change = (from: MacAddress, to: MacAddress) => new RegExp(`${from} to ${to} at `);

interface Trunk {
  /** Seconds from one move to the next. */
  readonly apart?: number;
  /** Whether each machine has one MAC in all VLANs. */
  readonly isOneMac?: boolean;
  readonly isUnadvertised?: boolean;
}

/** The old nodes die at one moment, and the others take over one after the other. */
function staged(
  random: Random,
  addresses: Random,
  {apart = 0, isOneMac = false, isUnadvertised = false}: Trunk,
) {
  const advertises = !isUnadvertised && random.oneIn(2);
  const at = between(random, 4, 7);
  const dark = advertises ? between(random, 3.1, 3.6) : between(random, 0.3, 3);
  const count = whole(random, 2, 5);
  const length = at + dark + apart * count + between(random, 6, 10);
  const stage = new Stage(random, addresses, {at: 'mirror', length, whole: true});
  const all = instances(stage, random, {count, advertises, isOneMac});
  return {stage, all, at, dark};
}

/** Lets one instance move: the old node is gone, and after a while the other has the address. */
function moves({stage}: ReturnType<typeof staged>, one: Instance, at: number, dark: number): void {
  const plan = {...stage.anyAnnouncement(), gap: 0.1 * MS};
  stage.at(0.02, () => one.speakers?.[0].start());
  stage.at(at, () => one.a.crash());
  stage.at(at + dark - 0.0002, () => one.speakers?.[1].start());
  stage.take(at + dark, one.b, {ip: one.ip, plan});
}

/** A sync group, or routers whose timers end within a second. */
export const vlansTogether = kind('vlans-together', (random, addresses) => {
  const told = staged(random, addresses, {});
  const {stage, all, at, dark} = told;
  const spread = random.pick([0.0003, between(random, 0.01, 0.9 / all.length)]);
  for (const [index, one] of all.entries()) moves(told, one, at, dark + index * spread);
  return stage.tell(() => ({
    exit: 0,
    addresses: all.map(({ip, vlan}) => {
      const {vlan: _, ...truth} = stage.about('HEALTHY', {ip, changes: 1});
      return {...truth, ...places(vlan)};
    }),
    present: [
      new RegExp(`and ${all.length - 1} more at the same time`),
      ...all.map(({a, b}) => change(a.mac, b.mac)),
    ],
    absent: [/1 change of owner seconds.* 1 change of owner seconds/],
    ask: all.map(({ip}) => ip),
  }));
});

/** The same with several seconds between them, which makes a story each. */
export const vlansInTurn = kind('vlans-in-turn', (random, addresses) => {
  const apart = between(random, 2.6, 4);
  const told = staged(random, addresses, {apart});
  const {stage, all, at, dark} = told;
  for (const [index, one] of all.entries()) moves(told, one, at + index * apart, dark);
  return stage.tell(() => ({
    exit: 0,
    addresses: all.map(({ip, vlan}) => {
      const {vlan: _, ...truth} = stage.about('HEALTHY', {ip, changes: 1});
      return {...truth, ...places(vlan)};
    }),
    present: all.map(({a, b}) => change(a.mac, b.mac)),
    absent: [/at the same time/],
    ask: all.map(({ip}) => ip),
  }));
});

/** One of the addresses has no successor. A machine is known by its MAC in each VLAN; if it has several MACs, it is not known. */
function oneStays(random: Random, addresses: Random, isOneMac: boolean) {
  const told = staged(random, addresses, {isOneMac, isUnadvertised: true});
  const {stage, all, at, dark} = told;
  const left = whole(random, 0, all.length - 1);
  all.forEach((one, index) => {
    stage.at(0.03, () => one.a.announce(one.ip, {...stage.anyAnnouncement(), count: 1}));
    if (index === left) stage.at(at, () => one.a.crash());
    else moves(told, one, at, dark + index * 0.0003);
  });
  const [stayed] = all.slice(left);
  return {stage, all, stayed, moved: all.filter(one => one !== stayed)};
}

export const vlansLeftBehind = kind('vlans-left-behind', (random, addresses) => {
  const {stage, all, stayed, moved} = oneStays(random, addresses, true);
  return stage.tell(() => ({
    exit: 1,
    addresses: all.map(one => {
      const {ip, vlan} = one;
      const verdict = one === stayed ? 'LEFT_BEHIND' : 'HEALTHY';
      const {vlan: _, ...truth} = stage.about(verdict, {ip, changes: one === stayed ? 0 : 1});
      return {...truth, ...places(vlan)};
    }),
    present: [new RegExp(`${moved[0]?.ip} on \\S+.* went from ${stage.a.mac} to ${stage.b.mac} .*did not`)],
    ask: all.map(({ip}) => ip),
  }));
});

export const vlansOneSilent = kind('vlans-one-silent', (random, addresses) => {
  const {stage, all, stayed, moved} = oneStays(random, addresses, false);
  return stage.tell(() => ({
    exit: 1,
    addresses: all.map(one => {
      const {ip, vlan} = one;
      const verdict = one === stayed ? 'OUTAGE' : 'HEALTHY';
      const {vlan: _, ...truth} = stage.about(verdict, {ip, changes: one === stayed ? 0 : 1});
      return {...truth, ...places(vlan)};
    }),
    present: [new RegExp(`${moved[0]?.ip} on \\S+.* changed owner .*this one was left behind`)],
    absent: [/LEFT_BEHIND/],
    ask: all.map(({ip}) => ip),
  }));
});
