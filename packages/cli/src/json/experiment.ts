/**
 * @module
 */

import type {Healing, PingStatistics} from '@vip/analysis';
import type {WalkStep} from '@vip/analysis/internal';
import {
  BOOLEAN,
  BOUNDS,
  COUNT,
  EVENT_SHAPES,
  everyOf,
  field,
  IPV4,
  listOf,
  MAC,
  MOMENT,
  mapOf,
  NEIGHBOUR_STATE,
  NUMBER,
  type ObjectShape,
  object,
  optional,
  TEXT,
  untyped,
  wordsOf,
} from '@vip/analysis/internal/schema';
import type {Expectation, FailoverReport, ObserverReport} from '@vip/core';
import type {PrintingCommand} from './printed.js';

export const HEALING: ObjectShape = object<Healing>('healing', {
  at: field(MOMENT, 'when the kernel announced the change of the entry'),
  mac: field(MAC, 'MAC that the entry changed to'),
  cause: field(
    everyOf<Healing['cause']>({
      announcement: true,
      'own-question': true,
      'unasked-answer': true,
      'side-traffic': true,
      unexplained: true,
    }),
    'cause of the change',
  ),
  isCertain: field(BOOLEAN, 'false if another frame may have caused it as well'),
  frame: optional(EVENT_SHAPES.frame, 'frame that caused it'),
  ignored: optional(
    object<NonNullable<Healing['ignored']>>('ignored', {
      frame: field(EVENT_SHAPES.frame, 'frame that changed nothing'),
      rule: field(TEXT, 'kernel rule by which it was ignored'),
    }),
    'an earlier announcement that was ignored',
  ),
  says: optional(TEXT, 'the frame in words'),
});

const WALK_STEP = object<WalkStep>('walk-step', {
  at: field(MOMENT, 'when it entered the state'),
  state: field(NEIGHBOUR_STATE, 'state of the entry'),
  mac: optional(MAC, 'MAC in the entry'),
});

const OBSERVER = object<ObserverReport>('failover-observer', {
  name: field(TEXT, 'name of the observer'),
  ip: field(IPV4, 'address of the cache entry on which it depends'),
  macs: field(mapOf(MAC), 'MAC in the entry, by phase (before, gap, after)'),
  outage: field(BOUNDS, 'how long it lasted'),
  lost: field(COUNT, 'probes lost during it'),
  endedBy: optional(HEALING, 'what ended it'),
  via: optional(TEXT, 'node whose cache it depends on, if not its own'),
  walk: field(listOf(WALK_STEP), 'states of the entry from the failover onwards'),
});

const EXPECTATION = object<Expectation>('expectation', {
  expected: field(TEXT, 'what was expected'),
  held: field(BOOLEAN, 'whether it held'),
  instead: optional(TEXT, 'what was observed instead'),
});

const RTT = object<NonNullable<PingStatistics['rtt']>>('rtt', {
  min: field(NUMBER, 'the shortest, in milliseconds'),
  avg: field(NUMBER, 'the mean, in milliseconds'),
  max: field(NUMBER, 'the longest, in milliseconds'),
  mdev: field(NUMBER, 'standard deviation, in milliseconds'),
});

const PING = object<FailoverReport['ping']>('ping', {
  transmitted: field(COUNT, 'requests sent'),
  received: field(COUNT, 'answers received in time'),
  durationMs: field(NUMBER, 'milliseconds from the first request to the last'),
  rtt: optional(RTT, 'round-trip times as ping(8) prints them; absent if there was no answer'),
  by: field(TEXT, 'node that sent the pings'),
});

const SUMMARY = object<FailoverReport & {kind: string}>('failover-summary', {
  kind: field(wordsOf('summary'), 'what it is'),
  run: field(EVENT_SHAPES.run, 'the event with which the run began'),
  failedAt: optional(MOMENT, 'when the failover began'),
  observers: field(listOf(OBSERVER), 'what happened at each observer'),
  ping: field(PING, 'the pings that were shown'),
  announcement: optional(EVENT_SHAPES.frame, 'first announcement of the VIP, as captured'),
  expectations: field(listOf(EXPECTATION), 'expectations, and whether they held'),
  held: field(BOOLEAN, 'whether all expectations held'),
});

const HOLD = untyped('hold', {
  kind: field(wordsOf('hold'), 'what it is'),
  enter: field(mapOf(TEXT), 'command that enters a node, by node'),
});

export const EXPERIMENT_JSON: PrintingCommand = {
  command: 'vip experiment --json',
  about:
    'Every event of the timeline as it arrives ([below](#events)), then a `summary`. `--out DIR` saves the same events, in ' +
    'chronological order, as `timeline.jsonl`, the summary as `summary.json`, and the frames of each node as ' +
    '`NODE.pcapng`. `vip-run.json` lists them, for `--force`: see [security.md](security.md).',
  objects: [
    {kind: 'summary', means: 'printed last', shape: SUMMARY},
    {kind: 'hold', means: 'with `--hold` and `--parent`: the lab is kept', shape: HOLD},
  ],
};
