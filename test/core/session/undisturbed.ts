/** An unmet expectation is a failure only if nothing disturbed the measurement. */

import {Timeline, type TimelineEvent} from '@vip/analysis';
import {refuseDisturbed} from '@vip/core/internal';
import test from 'ava';

const STALLED: readonly TimelineEvent[] = [100, 300, 200].map(forMs => ({
  at: 1n,
  node: forMs === 300 ? 'ext' : 'lab',
  kind: 'stalled',
  forMs,
}));
const COMPLETE: TimelineEvent = {
  at: 2n,
  node: 'ns0',
  kind: 'capture-end',
  iface: 'mcv0',
  received: 40,
  dropped: 0,
};
const LOSSY: TimelineEvent = {...COMPLETE, node: 'router', iface: 'lan0', received: 4541, dropped: 2};

function judge(events: readonly TimelineEvent[], held = false, isWitnessed = false): () => void {
  const timeline = new Timeline();
  for (const event of events) timeline.add(event);
  return () => refuseDisturbed(timeline, held, isWitnessed);
}

test('without a disturbance, a failure counts', t => {
  t.notThrows(judge([COMPLETE]));
});

test('disturbances do not matter if all was as expected', t => {
  t.notThrows(judge([...STALLED, LOSSY], true));
});

test('the longest stall is named', t => {
  t.throws(judge([...STALLED, LOSSY]), {
    code: 'NOT_POSSIBLE',
    message:
      'measure: its observer in ext stalled for 300 ms, so what was not as expected was not measured: run it again',
  });
});

test('a capture that lost frames is a disturbance as well', t => {
  t.throws(judge([COMPLETE, LOSSY]), {
    code: 'NOT_POSSIBLE',
    message:
      'measure: the capture at router lan0 lost 2 of 4543 frames, so what was not as expected was not measured: run it again',
  });
});

test('stalls do not excuse what captured frames show, but frames that were not captured do', t => {
  t.notThrows(judge([...STALLED, COMPLETE], false, true));
  t.throws(judge([...STALLED, LOSSY], false, true), {
    code: 'NOT_POSSIBLE',
    message: /^measure: the capture at router lan0 lost 2 of 4543 frames/,
  });
});
