/** What several captures show that one cannot: where frames were lost. */

import {worstFinding} from '@vip/analysis/internal';
import type {PlacesStory} from '@vip/analysis/internal/places';
import test from 'ava';
import {seeded} from '../../helpers/random.js';
import {rounds, seeds} from '../../helpers/torture.js';
import {nothing} from '../../kinds/cases/too-early.js';
import {KINDS} from '../../kinds/index.js';
import {cookedAt} from '../../kinds/places/cooked.js';
import {capturesOf, clipped, DISTORTED, type PlaceCapture} from '../../kinds/places/distort.js';
import {recorded} from '../../kinds/places/lab-run.js';
import {LOSSY} from '../../kinds/places/lost.js';
import {MOVES_AT_S, moveAlone, STORY_S} from '../../kinds/places/outside.js';
import {NOT_LOST, ROUTED, routedMove} from '../../kinds/places/routed.js';
import {toldTogether} from '../../kinds/places/together.js';
import {cookedFrame} from '../../kinds/write.js';

const NODES = ['a', 'b', 'client'];
const IN_VLANS = [0, 1, 2, 3, 4].flatMap(index => [`a${index}`, `b${index}`, `client${index}`]);
/** The machines whose captures tell the story, if not both owners and a client. */
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  'stale-suppression': [...NODES, 'other', 'switch'],
  'mirror-twice': ['a', 'router'],
  'vlans-together': IN_VLANS,
  'vlans-in-turn': IN_VLANS,
  'vlans-one-silent': IN_VLANS,
  'router-sides-move': ['a', 'b', 'router'],
  'router-sides-outage': ['a', 'b', 'router'],
};

/** A mirror port sees one half of these, or one port of several; the machines see all of it, and nothing is wrong. */
const WHOLE: ReadonlySet<string> = new Set([
  'only-questions',
  'bond-one-port',
  // A client alone cannot distinguish the port that is back from another machine; the capture of the bond can.
  'bond-port-back',
  'questions-elsewhere',
  'answers-elsewhere',
  'one-direction-repeats',
  'pings-move-unseen',
  'datagrams-move-unseen',
]);

/** The machines show less of these than a mirror port, or something else. */
const DIFFERENT: ReadonlySet<string> = new Set([
  ...WHOLE,
  // Seen by the routers, which are none of the machines that capture here.
  'router-sides-two',
  // What it tells happens to clients of a crowd, none of which captures here.
  ...['crowd-moves', 'crowd-dark', 'crowd-one-stale'],
  // Frames inside others: the machines' own are not.
  'encapsulated',
  // Machines in two VLANs have no frame in common, so that their clocks cannot be compared.
  'vlan-mismatch',
  'vlans-left-behind',
  // The second machine's capture may have too few frames in common with the others.
  'duplicate-address',
  // The machines' own captures have the protocols that the mirror port's lacks.
  'virtual-mac-traffic-alone',
  'move-unclaimed',
  // Questions that a bond's dead port loses are in the client's capture alone.
  'bond-backup-at-bond',
  'bond-backup-at-other',
  // The other pair is in a story of its own, in which nothing happens to the address.
  'two-networks',
  // How long it is silent depends on which other machines are heard there.
  'pushed-then-silent',
  // These show whether frames arrive, unlike announcements through a port that does not forward yet.
  'master-unreached',
  'too-early',
  // Captured where little passes; the machines show what one of them alone does not.
  ...['sight-lost', 'cable-out', 'flooded-then-asks'],
  // Each side of the router has a verdict of its own.
  'router-sides-ignores',
  'router-sides-severed',
]);

const LOSSES: ReadonlySet<string> = new Set([
  'ANNOUNCEMENT_LOST',
  'REPLIES_LOST',
  'REQUESTS_LOST',
  'ADVERTS_LOST',
]);

function findingsOf(stories: readonly PlacesStory[]) {
  return stories.flatMap(({explanations}) =>
    explanations.flatMap(({handovers, findings}) => [...handovers.map(({finding}) => finding), ...findings]),
  );
}

/** The losses that are reported. */
function inventedBy(captures: readonly PlaceCapture[]): string[] {
  return findingsOf(toldTogether(captures).stories)
    .filter(({code}) => LOSSES.has(code))
    .map(({code, evidence}) => `${code}: ${evidence}`);
}

for (const {name, verdict, says, kind} of LOSSY) {
  test(`${name} lost on the way: ${verdict}, whatever the clocks`, t => {
    for (const seed of seeds(2, 60)) {
      const captures = capturesOf(recorded(kind, seed), NODES, seeded(seed), {
        ...DISTORTED,
        cut: false,
        thinned: 0,
      });
      const {text, stories, exit} = toldTogether(captures);
      t.is(
        stories[0]?.explanations.find(({address}) => address.senders.length > 0)?.finding.code,
        verdict as never,
        `seed ${seed}: ${text}`,
      );
      t.regex(text, says, `seed ${seed}`);
      t.is(exit, 1);
    }
  });
}

/** What a client's cooked capture leaves open: to which MAC it went on sending. */
const COOKED: Readonly<Record<string, readonly [verdict: string, says: RegExp]>> = {
  announcement: ['OUTAGE', /a cooked capture does not show to which MAC it was sent/],
  // If the old owner continues for a while after the announcement, it is an outage like any other.
  'first set': ['OUTAGE', /does not show to which MAC it was sent|No answer for \d+ ms: \d+ questions/],
  requests: [
    'REQUESTS_LOST',
    /left client and did not arrive at a, which has the address and had received earlier ones/,
  ],
};

for (const {name, verdict, says, kind} of LOSSY) {
  test(`${name} lost on the way, the client's capture cooked: no more than it shows`, t => {
    const [code, text] = COOKED[name] ?? [verdict, says];
    for (const seed of seeds(name in COOKED ? 25 : 2, 60)) {
      const made = recorded(kind, seed);
      const [address] = made.truth.addresses;
      if (address === undefined) throw new Error('it has no address');
      const how = {...DISTORTED, cut: false, thinned: 0};
      const captures = capturesOf(made, NODES, seeded(seed), how).map(capture =>
        capture.name === 'client' ? cookedAt(capture, address.ip) : capture,
      );
      const told = toldTogether(captures);
      const found = told.stories[0]?.explanations.find(one => one.address.senders.length > 0)?.finding.code;
      t.is(found, code as never, `seed ${seed}: ${told.text}`);
      t.regex(told.text, text, `seed ${seed}`);
      const single = toldTogether(captures.filter(capture => capture.name === 'client'));
      t.notRegex(single.text, /SWITCH_STALE|the correct MAC/, `seed ${seed}`);
    }
  });
}

for (const {name, verdict, says, kind, nodes, isThinned} of ROUTED) {
  test(`${name} lost on either side of a router: ${verdict}`, t => {
    for (const seed of seeds(2, 40)) {
      const how = {...DISTORTED, cut: false, thinned: isThinned && seed % 2 === 1 ? DISTORTED.thinned : 0};
      const {text, stories, exit} = toldTogether(capturesOf(recorded(kind, seed), nodes, seeded(seed), how));
      const codes = findingsOf(stories).map(({code}) => code);
      t.true(codes.includes(verdict as never), `seed ${seed}: ${text}`);
      t.regex(text, says, `seed ${seed}`);
      t.is(exit, 1);
    }
  });
}

test('what a change of owner explains on its own side of a router is no outage on the other', t => {
  for (const seed of seeds(4, 60)) {
    const nodes = seed % 2 === 0 ? ['a', 'b', 'remote'] : ['a', 'b', 'router', 'remote'];
    const how = {...DISTORTED, cut: false, thinned: 0};
    const {text, exit} = toldTogether(capturesOf(recorded(routedMove, seed), nodes, seeded(seed), how));
    t.is(exit, 0, `seed ${seed}: ${text}`);
    t.regex(
      text,
      /came through the router \S+ \(frames .*changed owner there, to \S+ \(frame b:\d+\), as it should/,
      `seed ${seed}`,
    );
  }
});

/** The part of the story that a client's capture spans, in seconds, and what is then reported about it. */
const VIEWS: readonly [what: string, from: number, to: number, says: RegExp | undefined][] = [
  [
    'ends before',
    0,
    MOVES_AT_S - 1.5,
    /client's capture ends 1\d{3} ms before that: what it asked later was captured at (?:a and )?b alone/,
  ],
  [
    'begins after',
    MOVES_AT_S + 1.5,
    STORY_S,
    /client's capture begins 1\d{3} ms after that, so it is not known whether/,
  ],
  ['spans', 0, STORY_S, undefined],
];

test("if a client's capture does not span the change of owner, what it would have shown is reported as unknown", t => {
  for (const seed of seeds(50, 300)) {
    const [what, from, to, says] = VIEWS[seed % VIEWS.length] as (typeof VIEWS)[number];
    const made = recorded(moveAlone, seed);
    const begin = made.frames[0]?.at ?? 0n;
    const captures = capturesOf(made, NODES, seeded(seed), {...DISTORTED, cut: false, thinned: 0}).map(
      capture => (capture.name === 'client' ? clipped(capture, begin, from, to) : capture),
    );
    const {text} = toldTogether(captures);
    if (says === undefined) t.notRegex(text, /client's capture (ends|begins)/, `${what}, seed ${seed}`);
    else t.regex(text, says, `${what}, seed ${seed}`);
    if (what !== 'ends before') continue;
    // No capture contains its questions to the new owner.
    const alone = toldTogether(captures.filter(({name}) => name !== 'b')).text;
    t.regex(
      alone,
      /client's capture ends 1\d{3} ms before that: whether \S+ followed is not known/,
      `seed ${seed}`,
    );
  }
});

test('a capture that does not contain the address changes neither the verdict nor the exit code', t => {
  for (const seed of seeds(3, 60)) {
    const made = recorded(moveAlone, seed);
    const how = {...DISTORTED, cut: false, thinned: 0};
    const captures = capturesOf(made, NODES, seeded(seed), how);
    const [stranger] = capturesOf(recorded(nothing, seed + 1), ['client'], seeded(seed), how);
    if (stranger === undefined) throw new Error('there are no strangers');
    const all = [...captures, {...stranger, name: 'elsewhere'}];
    const ips = made.truth.addresses.map(({ip}) => ip);
    for (const options of [{}, {ips}]) {
      const [own, told] = [toldTogether(captures, options), toldTogether(all, options)];
      t.is(own.exit, 0, `seed ${seed}: ${own.text}`);
      t.is(told.exit, 0, `seed ${seed}: ${told.text}`);
      const codes = (of: typeof told) => findingsOf(of.stories).map(({code}) => code);
      t.deepEqual(codes(told), codes(own), `seed ${seed}`);
      t.regex(told.apart ?? '', /nothing to report about \S+ in elsewhere/);
      // Nothing is known about a question that no capture contains.
      t.is(
        toldTogether(
          [
            {...stranger, name: 'elsewhere'},
            {...stranger, name: 'other'},
          ],
          {ips},
        ).exit,
        3,
      );
    }
  }
});

test('frames that a router does not forward, or that go to a machine that was not captured, are not reported as lost', t => {
  for (const {kind, nodes} of NOT_LOST)
    for (const seed of seeds(1, 40)) {
      const captures = capturesOf(recorded(kind, seed), nodes, seeded(seed));
      t.deepEqual(inventedBy(captures), [], `${kind.name} at ${nodes.join()}, seed ${seed}`);
    }
});

test('captures that lack a tenth of their frames do not lead to invented losses', t => {
  for (const [index, kind] of KINDS.entries()) {
    if (index % rounds(4, 1) !== 0) continue;
    for (const round of seeds(1, 20)) {
      const seed = index + round;
      const captures = capturesOf(recorded(kind, seed), NODES, seeded(seed)).filter(
        ({frames}) => frames.length > 0,
      );
      t.deepEqual(inventedBy(captures), [], `${kind.name} ${seed}`);
    }
  }
});

test('a story told by several captures has the verdict that a mirror port would give it', t => {
  for (const [index, kind] of KINDS.entries()) {
    if (DIFFERENT.has(kind.name) || index % rounds(4, 1) !== 0) continue;
    for (const round of seeds(1, 10)) {
      const seed = index + round;
      const made = recorded(kind, seed);
      // These were changed afterwards, and not by the machines.
      if (made.unordered || made.file !== undefined) continue;
      const how = {...DISTORTED, thinned: 0, cut: false};
      const nodes = ELSEWHERE[kind.name] ?? NODES;
      const captures = capturesOf(made, nodes, seeded(seed), how).filter(({frames}) => frames.length > 0);
      const {stories} = toldTogether(captures, {ips: made.ask});
      const told = stories.flatMap(({explanations}) => explanations);
      for (const {ip, verdict, alsoFine = []} of made.truth.addresses) {
        // Captures that share no story have one each: the worst verdict counts, and another place may show what one does not.
        const own = told.filter(({address}) => address.ip === ip).map(one => one.finding);
        const shown = own.filter(one => one.code !== 'CANNOT_TELL');
        const code = worstFinding(shown.length === 0 ? own : shown)?.code;
        const right: readonly string[] = [verdict, ...alsoFine];
        t.true(
          code !== undefined && right.includes(code),
          `${kind.name} ${seed}: ${code} for ${right.join(' or ')}`,
        );
      }
    }
  }
});

test("a story of which a mirror port shows only one direction is complete, and healthy, in the machines' own captures", t => {
  for (const kind of KINDS.filter(({name}) => WHOLE.has(name)))
    for (const seed of seeds(2, 40)) {
      const made = recorded(kind, seed);
      const how = {...DISTORTED, thinned: 0, cut: false};
      const captures = capturesOf(made, NODES, seeded(seed), how).filter(({frames}) => frames.length > 0);
      const told = toldTogether(captures, {ips: made.ask}).stories.flatMap(({explanations}) => explanations);
      for (const {ip} of made.truth.addresses) {
        const codes = told.filter(({address}) => address.ip === ip).map(({finding}) => finding.code);
        t.true(codes.includes('HEALTHY'), `${kind.name} ${seed}: ${codes.join()}`);
        t.deepEqual(
          codes.filter(code => code !== 'HEALTHY' && code !== 'CANNOT_TELL'),
          [],
          `${kind.name} ${seed}`,
        );
      }
    }
});

test('a capture cut by a snap length of 60 octets has its frames in common with whole ones', t => {
  for (const seed of seeds(3, 60)) {
    const how = {...DISTORTED, cut: false, thinned: 0};
    const captures = capturesOf(recorded(moveAlone, seed), NODES, seeded(seed), how);
    for (const cut of [['client'], ['b'], NODES]) {
      const snapped = captures.map(capture => {
        if (!cut.includes(capture.name)) return capture;
        return {
          ...capture,
          frames: capture.frames.map(frame => ({...frame, bytes: frame.bytes.subarray(0, 60)})),
        };
      });
      const {stories, text} = toldTogether(snapped);
      t.is(stories.length, 1, `${cut.join()}, seed ${seed}: ${text}`);
      t.deepEqual(
        stories[0]?.explanations.map(({handovers, finding}) => [finding.code, handovers.length]),
        [['HEALTHY', 1]],
        `${cut.join()}, seed ${seed}: ${text}`,
      );
    }
  }
});

test('a cooked capture with the numbers of interfaces is of the same network as those of other machines', t => {
  const kind = KINDS.find(({name}) => name === 'handover');
  for (const seed of seeds(2, 20)) {
    if (kind === undefined) throw new Error('there is no such kind');
    const captures = capturesOf(recorded(kind, seed), NODES, seeded(seed), {
      ...DISTORTED,
      cut: false,
      thinned: 0,
    });
    const cooked = captures.map(capture => {
      if (capture.name !== 'client') return capture;
      const frames = capture.frames.map(seen => ({
        ...seen,
        linkType: 276,
        bytes: cookedFrame(seen.bytes, 'sll2'),
      }));
      return {...capture, frames};
    });
    const networksOf = (all: typeof captures) =>
      toldTogether(all).stories.map(({explanations}) =>
        explanations.map(({address: {ip, network}, finding}) => `${ip} ${network} ${finding.code}`),
      );
    t.deepEqual(networksOf(cooked), networksOf(captures), `seed ${seed}`);
  }
});
