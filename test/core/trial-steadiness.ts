/** Whether all was well before the fault, in a lab and in an existing cluster, from hand-made events. */

import type {ClusterSettings, TrialSettings} from '@vip/analysis';
import {DEFAULT_SETTINGS, topologyOf} from '@vip/analysis/internal';
import {trialOf} from '@vip/core';
import {unsteadiness} from '@vip/core/internal';
import test from 'ava';
import {address, probes, type Row, timelineOf} from '../helpers/trial-events.js';

const {vip, active, passive, ext} = DEFAULT_SETTINGS;

/** The same machines as a cluster, with a third one that may take over the address. */
const THIRD = {...passive, node: 'ns2'};
const CLUSTER: ClusterSettings = {
  ...{vip, active, passive, others: [THIRD]},
  observers: [{...ext, nextHop: vip.address}],
};

const MS = 1_000_000n;

/** What was amiss at `ext` alone: the lab's other observers send no probes here. */
function amiss(rows: readonly Row[], settings: TrialSettings, sinceMs = 700n): string | undefined {
  const timeline = timelineOf(rows, {settings});
  const trial = trialOf(timeline);
  if (trial === undefined) throw new Error('no trial');
  const observers = topologyOf(trial).observers.filter(({node}) => node === ext.node);
  return unsteadiness(timeline, {moving: [settings], observers, since: sinceMs * MS});
}

const HELD = address(10, active.node, 'added');

for (const [place, settings] of Object.entries({lab: DEFAULT_SETTINGS, cluster: CLUSTER})) {
  test(`${place}: it is steady if every probe is answered and only the first holder holds the address`, t => {
    t.is(amiss([HELD, ...probes(2000, [10_000, 10_001])], settings), undefined);
  });

  test(`${place}: problems before the period examined do not count`, t => {
    t.is(amiss([HELD, ...probes(2000, [100, 400])], settings), undefined);
  });

  test(`${place}: a lost probe, an address that moved, and one that has not returned are reported`, t => {
    t.is(amiss([HELD, ...probes(2000, [1000, 1020])], settings), '2 of 130 probes of ext unanswered');
    const [away, back] = [address(900, active.node, 'removed'), address(950, active.node, 'added')];
    const moved = '10.3.2.200 was removed at ns0; 10.3.2.200 was added at ns0';
    t.is(amiss([HELD, away, back, ...probes(2000, [10_000, 10_001])], settings), moved);
    t.is(
      amiss([HELD, address(900, active.node, 'removed'), ...probes(2000, [10_000, 10_001])], settings, 950n),
      'expected ns0 alone to hold 10.3.2.200, got no node',
    );
  });

  test(`${place}: an observer that sent no probes does not count as steady`, t => {
    t.is(amiss([HELD], settings), 'ext sent no probes');
  });
}

test('cluster: any other machine may be the second holder', t => {
  const rows = [HELD, address(20, THIRD.node, 'added'), ...probes(2000, [10_000, 10_001])];
  t.is(amiss(rows, CLUSTER), 'expected ns0 alone to hold 10.3.2.200, got ns0 and ns2');
});
