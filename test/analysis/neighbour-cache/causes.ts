/**
 * The measured effect of each frame on the kernel's entry, and the reported cause of the change: where a frame was
 * believed, it was that one; where it was not, it was what came after it.
 */

import {
  type EventOfKind,
  type Healing,
  type NeighbourEvent,
  type NeighbourState,
  Timeline,
  type TimelineEvent,
} from '@vip/analysis';
import {DEFAULT_SETTINGS, findHealings} from '@vip/analysis/internal';
import {
  ALL_NODES,
  type DiscoveryOption,
  ETHER_TYPE_IPV6,
  encodeEthernetFrame,
  encodeIpv6Packet,
  encodeNeighbourMessage,
  type IpAddress,
  multicastMac,
  PROTOCOL_ICMPV6,
  parseIpv6,
  solicitedNodeAddress,
} from '@vip/arp';
import {
  type ClientSettings,
  ENTRY_STATES,
  type EntryState,
  formFrame,
  GARP_FORMS,
  type GarpForm,
} from '@vip/core/internal';
import test from 'ava';
import {
  readCells,
  WITH_ARP_ACCEPT,
  WITH_DEFAULTS,
  WITH_DROP_GRATUITOUS_ARP,
  WITHOUT_LOCKTIME,
} from '../../fixtures/garp-cells.js';
import {NA_CELLS, NA_STATES} from '../../fixtures/na-cells.js';
import {
  EXT,
  EXT_MAC,
  frame,
  MS,
  NEW,
  OLD,
  ownQuestion,
  RUN,
  said,
  usualSysctls,
  VIP,
} from '../../helpers/events.js';

const PARTIES = {
  vip: VIP,
  mac: NEW,
  client: {ip: EXT, mac: EXT_MAC},
  other: DEFAULT_SETTINGS.router.address.address,
};

/** When the frame arrives, in milliseconds; the entry was created long before. */
const CLAIM = 10_000;

/** The frame after it: the new holder's own request for the client, which is always believed. */
const LATER = said('ext', CLAIM + 20, {targetIp: EXT});
const CHANGED = CLAIM + 22;

function run(settings: Readonly<Record<string, number>> = {}): TimelineEvent {
  const set = Object.entries(settings).map(([path, value]) => [`net/ipv4/${path}`, String(value)]);
  return {...RUN, sysctls: {ext: {...usualSysctls('ext0'), ...Object.fromEntries(set)}}};
}

const settingPaths = ({arp_accept, drop_gratuitous_arp, locktime}: Partial<ClientSettings>) => ({
  ...(arp_accept === undefined ? {} : {'conf/ext0/arp_accept': arp_accept}),
  ...(drop_gratuitous_arp === undefined ? {} : {'conf/ext0/drop_gratuitous_arp': drop_gratuitous_arp}),
  ...(locktime === undefined ? {} : {'neigh/ext0/locktime': locktime}),
});

function entryOf(ip: IpAddress, at: number, state: NeighbourState, mac = OLD): NeighbourEvent {
  const held = state === 'NONE' || state === 'INCOMPLETE' || state === 'FAILED' ? {} : {mac};
  return {
    at: BigInt(at) * MS,
    node: 'ext',
    kind: 'neighbour',
    iface: 'ext0',
    ip,
    ...held,
    state,
    source: 'announced',
  };
}

/** The entry when the claim arrives: it once held another MAC, so that the new one is a change. */
function past(ip: IpAddress, {state, ageMs}: Pick<EntryState, 'state' | 'ageMs'>): NeighbourEvent[] {
  const former = state === 'STALE' ? 'DELAY' : 'STALE';
  return [entryOf(ip, 0, former), entryOf(ip, CLAIM - (ageMs ?? 1500), state)];
}

const changed = (ip: IpAddress, at: number): NeighbourEvent => ({...entryOf(ip, at, 'STALE', NEW)});

function theHealing(...events: TimelineEvent[]): Healing | undefined {
  const found = findHealings(Timeline.of(events), 'ext', VIP);
  return found.at(-1);
}

const TABLES: readonly [settings: Partial<ClientSettings>, table: string][] = [
  [{}, WITH_DEFAULTS],
  [{arp_accept: 1}, WITH_ARP_ACCEPT],
  [{drop_gratuitous_arp: 1}, WITH_DROP_GRATUITOUS_ARP],
  [{locktime: 0}, WITHOUT_LOCKTIME],
];

const MANNER: Readonly<Record<GarpForm['targetIp'], (form: GarpForm) => string>> = {
  vip: () => 'announcement',
  client: ({operation}) => (operation === 'reply' ? 'unasked-answer' : 'side-traffic'),
  other: () => 'side-traffic',
};

for (const [settings, table] of TABLES) {
  const cells = readCells(table);
  for (const form of GARP_FORMS) {
    test(`${JSON.stringify(settings)} ${form.name}: the cause is what was believed`, t => {
      for (const [index, state] of ENTRY_STATES.entries()) {
        const cell = cells.get(`${form.name} ${index}`) ?? '';
        const claim = frame('ext', CLAIM, formFrame(form, PARTIES));
        const healing = theHealing(
          ...[run(settingPaths(settings)), ...past(VIP, state), claim, LATER, changed(VIP, CHANGED)],
        );
        const isBelieved = /^[SR]/.test(cell);
        const cause = isBelieved ? MANNER[form.targetIp](form) : 'side-traffic';
        const expected =
          state.state === 'PERMANENT' ? {cause: 'unexplained'} : {cause, frame: isBelieved ? claim : LATER};
        t.like(healing, {...expected, isCertain: true}, `${state.name}: ${cell}`);
        const isIgnored = !isBelieved && form.targetIp === 'vip' && form.senderIp === 'vip';
        t.is(healing?.ignored?.frame, isIgnored ? claim : undefined, state.name);
      }
    });
  }
}

test('an interface without a setting of its own has the default, and the setting for all counts as well', t => {
  const healing = (settings: Readonly<Record<string, number>>) =>
    theHealing(
      ...[run(settings), ...past(VIP, {state: 'REACHABLE', ageMs: 1500})],
      frame('ext', CLAIM, formFrame(GARP_FORMS[0] as GarpForm, PARTIES)),
      ...[LATER, changed(VIP, CHANGED)],
    )?.cause;
  t.is(healing({}), 'announcement');
  for (const which of ['all', 'default', 'ext0'])
    t.is(healing({[`conf/${which}/drop_gratuitous_arp`]: 1}), 'side-traffic', which);
});

const REPLY_FF = GARP_FORMS.find(({name}) => name === 'reply-broadcast') as GarpForm;
const GARP = GARP_FORMS[0] as GarpForm;

/** A claim and the frame after it; the entry changes at the end. */
function disputed(form: GarpForm, first: TimelineEvent, entries: readonly TimelineEvent[]) {
  const claim = frame('ext', CLAIM, formFrame(form, PARTIES));
  const {cause, isCertain} = theHealing(first, ...entries, claim, LATER, changed(VIP, CHANGED)) ?? {};
  return [cause, isCertain];
}

test('a cause is only probable if the settings are unknown', t => {
  const {sysctls: _, ...unknown} = RUN;
  const old = past(VIP, {state: 'REACHABLE', ageMs: 1500});
  t.deepEqual(disputed(GARP, unknown, old), ['announcement', false]);
  t.deepEqual(disputed(REPLY_FF, unknown, past(VIP, {state: 'STALE', ageMs: 300})), ['side-traffic', false]);
  // Nothing else was heard, so it was the cause, whatever the setting.
  const claim = frame('ext', CLAIM, formFrame(GARP, PARTIES));
  t.like(theHealing(unknown, ...old, claim, changed(VIP, CLAIM + 1)), {
    cause: 'announcement',
    isCertain: true,
  });
});

test("a cause is only probable if the entry's age is unknown, because it existed before the first poll, or is close to locktime", t => {
  const seen: NeighbourEvent = {...entryOf(VIP, CLAIM - 300, 'REACHABLE'), source: 'seen'};
  t.deepEqual(disputed(REPLY_FF, run(), [seen]), ['announcement', false]);
  t.deepEqual(disputed(REPLY_FF, run(), past(VIP, {state: 'REACHABLE', ageMs: 900})), [
    'side-traffic',
    false,
  ]);
  t.deepEqual(disputed(REPLY_FF, run(), past(VIP, {state: 'REACHABLE', ageMs: 1010})), [
    'announcement',
    true,
  ]);
  t.deepEqual(disputed(REPLY_FF, run(), past(VIP, {state: 'REACHABLE', ageMs: 400})), ['side-traffic', true]);
});

test('a confirmation is no change: locktime counts from the last change of state or MAC', t => {
  const again = [8000, 9000, 9900].map(at => entryOf(VIP, at, 'REACHABLE'));
  t.deepEqual(disputed(REPLY_FF, run(), again), ['announcement', true]);
});

test('a unicast request to the old holder is not one that the new holder answers', t => {
  const [question, answer] = ownQuestion('ext', CLAIM) as [EventOfKind<'frame'>, EventOfKind<'frame'>];
  const toOld = {...question, octets: question.octets.slice()};
  toOld.octets.set([0x02, 0, 0, 0, 0, 0x10]);
  const entries = [run(), ...past(VIP, {state: 'PROBE', ageMs: 1500})];
  t.is(theHealing(...entries, toOld, answer, changed(VIP, CLAIM + 3))?.cause, 'unasked-answer');
  t.is(theHealing(...entries, question, answer, changed(VIP, CLAIM + 3))?.cause, 'own-question');
  t.is(
    theHealing(...entries, {...question, at: question.at - 4000n * MS}, answer, changed(VIP, CLAIM + 3))
      ?.cause,
    'unasked-answer',
  );
});

const VIP6 = parseIpv6('fd00:3:2::200');
const CLIENT6 = parseIpv6('fd00:3:2::50');
const LOCAL6 = parseIpv6('fe80::211');

interface Advertised {
  readonly flags: string;
  readonly toAll: boolean;
  readonly bare?: boolean;
  readonly from?: typeof VIP6;
}

function advertisement(at: number, {flags, toAll, bare = false, from = VIP6}: Advertised) {
  const options: DiscoveryOption[] = bare ? [] : [{type: 'target-link-layer', mac: NEW}];
  const path = {source: from, destination: toAll ? ALL_NODES : CLIENT6};
  const has = (flag: string) => flags.includes(flag);
  const message = encodeNeighbourMessage(
    ...([
      {
        type: 'advertisement',
        target: VIP6,
        router: has('R'),
        solicited: has('S'),
        override: has('O'),
        options,
      },
    ] as const),
    path,
  );
  return frame('ext', at, ipv6Frame(path, message, toAll ? multicastMac(ALL_NODES) : EXT_MAC, NEW));
}

function ipv6Frame(
  path: {readonly source: typeof VIP6; readonly destination: typeof VIP6},
  message: Uint8Array,
  destination: typeof NEW,
  source: typeof NEW,
): Uint8Array {
  const header = {trafficClass: 0, flowLabel: 0, hopLimit: 255, protocol: PROTOCOL_ICMPV6};
  const payload = encodeIpv6Packet({...path, ...header, payload: message});
  return encodeEthernetFrame({source, destination, tags: [], etherType: ETHER_TYPE_IPV6, payload});
}

function solicitation(at: number, asker: {ip: typeof VIP6; mac: typeof NEW}, target: typeof VIP6) {
  const path = {source: asker.ip, destination: solicitedNodeAddress(target)};
  const options: DiscoveryOption[] = [{type: 'source-link-layer', mac: asker.mac}];
  const message = encodeNeighbourMessage({type: 'solicitation', target, options}, path);
  const isOwn = asker.mac === EXT_MAC;
  return frame('ext', at, ipv6Frame(path, message, multicastMac(path.destination), asker.mac), isOwn);
}

const question6 = (at: number) => solicitation(at, {ip: CLIENT6, mac: EXT_MAC}, VIP6);

function run6(settings: Readonly<Record<string, number>> = {}): TimelineEvent {
  const all = {drop_unsolicited_na: 0, accept_untracked_na: 0, forwarding: 0, ...settings};
  const sysctls = Object.entries(all).map(([name, value]) => [`net/ipv6/conf/ext0/${name}`, String(value)]);
  return {...RUN, sysctls: {ext: Object.fromEntries(sysctls)}};
}

function healing6(...events: TimelineEvent[]): Healing | undefined {
  return findHealings(Timeline.of(events), 'ext', VIP6).at(-1);
}

const FORMS: Readonly<Record<string, Advertised>> = {
  'O-all': {flags: 'O', toAll: true},
  all: {flags: '', toAll: true},
  'O-all-bare': {flags: 'O', toAll: true, bare: true},
  'O-client': {flags: 'O', toAll: false},
  'SO-client': {flags: 'SO', toAll: false},
  'S-client': {flags: 'S', toAll: false},
  'RO-all': {flags: 'RO', toAll: true},
  'O-all-local': {flags: 'O', toAll: true, from: LOCAL6},
};

const cells6 = readCells(NA_CELLS);
for (const [name, form] of Object.entries(FORMS)) {
  test(`IPv6 ${name}: the cause is what was believed`, t => {
    for (const [index, state] of NA_STATES.entries()) {
      const cell = cells6.get(`${name} ${index}`) ?? '';
      const healing = healing6(
        ...[run6(), ...past(VIP6, {state}), advertisement(CLAIM, form)],
        // This certainly changes the entry, if nothing has yet.
        ...[solicitation(CLAIM + 20, {ip: VIP6, mac: NEW}, CLIENT6), changed(VIP6, CHANGED)],
        // These frames show whose addresses these are.
        question6(1),
      );
      const manner = form.flags.includes('S') ? 'unasked-answer' : 'announcement';
      t.like(
        healing,
        {cause: /^[SR]/.test(cell) ? manner : state === 'PERMANENT' ? 'unexplained' : 'side-traffic'},
        `${state}: ${cell}`,
      );
    }
  });
}

test('IPv6: an unsolicited advertisement that is dropped is no cause, nor is a question to another station; an answer is one', t => {
  const state = past(VIP6, {state: 'REACHABLE'});
  const end = changed(VIP6, CLAIM + 1);
  const dropping = run6({drop_unsolicited_na: 1});
  t.is(
    healing6(dropping, ...state, advertisement(CLAIM, FORMS['O-all'] as Advertised), end)?.cause,
    'unexplained',
  );
  const answer = advertisement(CLAIM, FORMS['SO-client'] as Advertised);
  t.is(healing6(dropping, ...state, answer, end)?.cause, 'unasked-answer');
  t.is(healing6(dropping, ...state, question6(CLAIM - 1), answer, end)?.cause, 'own-question');
  const toOther = solicitation(CLAIM, {ip: VIP6, mac: NEW}, parseIpv6('fd00:3:2::77'));
  t.is(healing6(run6(), ...state, question6(1), toOther, end)?.cause, 'unexplained');
});
