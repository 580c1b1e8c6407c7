/** Which networks of several captures are one: decided by who is in them, whatever the tags and the interfaces. */

import type {IpAddress} from '@vip/arp';
import test from 'ava';
import {seeded} from '../../helpers/random.js';
import {rounds, seeds} from '../../helpers/torture.js';
import {twoNetworks} from '../../kinds/cases/two-networks.js';
import {KINDS} from '../../kinds/index.js';
import type {Made} from '../../kinds/kind.js';
import {capturesOf, DISTORTED, type PlaceCapture} from '../../kinds/places/distort.js';
import {recorded} from '../../kinds/places/lab-run.js';
import {elsewhereTagged, onBridge} from '../../kinds/places/other-ports.js';
import {toldTogether} from '../../kinds/places/together.js';

const NODES = ['a', 'b', 'client'];
const HOW = {...DISTORTED, cut: false, thinned: 0};

/** The findings about each address, whatever the name of its network. */
function toldOf(captures: readonly PlaceCapture[], ips: readonly IpAddress[] | undefined): string[] {
  const {stories} = toldTogether(captures, {ips});
  return stories
    .flatMap(({explanations}) =>
      explanations.map(
        ({address, handovers, finding}) => `${address.ip} ${finding.code}, ${handovers.length} changes`,
      ),
    )
    .sort();
}

/** How one of the captures is made instead. */
const PORTS: Readonly<Record<string, (capture: PlaceCapture) => PlaceCapture>> = {
  'with another tag, as a trunk and an access port show it': elsewhereTagged,
  'at a bridge and its port, in one file': onBridge,
};

for (const [what, changed] of Object.entries(PORTS))
  test(`one place captures ${what}: the same story`, t => {
    for (const [index, kind] of KINDS.entries()) {
      if (index % rounds(6, 1) !== 0) continue;
      for (const round of seeds(1, 5)) {
        const seed = index + round;
        const made = recorded(kind, seed);
        // Addresses that only tags tell apart are in a story of their own.
        if (made.unordered || made.file !== undefined || kind.name === 'vlan-mismatch') continue;
        const captures = capturesOf(made, NODES, seeded(seed), HOW).filter(({frames}) => frames.length > 0);
        const place = NODES[seed % NODES.length];
        const others = captures.map(one => (one.name === place ? changed(one) : one));
        t.deepEqual(toldOf(others, made.ask), toldOf(captures, made.ask), `${kind.name} ${seed} at ${place}`);
      }
    }
  });

/** The trunk of the switch, and an access port in each of its VLANs. */
function atTrunk(made: Made, seed: number): PlaceCapture[] {
  const places = new Map([...(made.places ?? []), ['trunk', made.frames]]);
  return capturesOf({...made, places}, ['trunk', 'client', 'other client'], seeded(seed), HOW).map(one =>
    one.name === 'trunk' || one.frames.every(({bytes}) => untagged(bytes)) ? one : elsewhereTagged(one),
  );
}

function untagged(bytes: Uint8Array): boolean {
  return bytes[12] !== 0x81 && bytes[12] !== 0x88;
}

test('an address in two VLANs of a trunk, with an access port in each, stays two addresses', t => {
  for (const seed of seeds(12, 200)) {
    const made = recorded(twoNetworks, seed);
    const {stories, text} = toldTogether(atTrunk(made, seed), {ips: made.truth.addresses.map(({ip}) => ip)});
    const told = stories.flatMap(({explanations}) =>
      explanations.map(({address, finding}) => `${address.vlans} ${finding.code}`),
    );
    const right = made.truth.addresses.map(({vlan = '', verdict}) => `${vlan} ${verdict}`);
    t.deepEqual(told.sort(), right.sort(), `seed ${seed}: ${text}`);
  }
});
