/**
 * @module
 */

import type {Healing, PingStatistics, WalkStep} from '@vip/analysis';
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
} from '@vip/analysis/schema';
import type {Expectation, FailoverReport, ObserverReport} from '@vip/core';
import type {PrintingCommand} from './printed.js';

export const HEALING: ObjectShape = object<Healing>('healing', {
  at: field(MOMENT, 'when the kernel announced the change of the entry'),
  mac: field(MAC, 'that the entry took on'),
  cause: field(
    everyOf<Healing['cause']>({
      announcement: true,
      'own-question': true,
      'unasked-answer': true,
      'side-traffic': true,
      unexplained: true,
    }),
    'what made it',
  ),
  isCertain: field(BOOLEAN, 'false where another frame can have done it as well'),
  frame: optional(EVENT_SHAPES.frame, 'that did it'),
  ignored: optional(
    object<NonNullable<Healing['ignored']>>('ignored', {
      frame: field(EVENT_SHAPES.frame, 'that changed nothing'),
      rule: field(TEXT, 'of the kernel by which it did not'),
    }),
    'an announcement before it',
  ),
  says: optional(TEXT, 'what the frame says'),
});

const WALK_STEP = object<WalkStep>('walk-step', {
  at: field(MOMENT, 'when it entered the state'),
  state: field(NEIGHBOUR_STATE, 'of the entry'),
  mac: optional(MAC, 'of the entry'),
});

const OBSERVER = object<ObserverReport>('failover-observer', {
  name: field(TEXT, 'of the observer'),
  ip: field(IPV4, 'whose entry was looked at'),
  macs: field(mapOf(MAC), 'what the entry held, by phase (before, gap, after)'),
  outage: field(BOUNDS, 'how long it was'),
  lost: field(COUNT, 'probes in it'),
  endedBy: optional(HEALING, 'what ended it'),
  via: optional(TEXT, 'whose entry it was, when not its own'),
  walk: field(listOf(WALK_STEP), 'the states of the entry, from the failover on'),
});

const EXPECTATION = object<Expectation>('expectation', {
  expected: field(TEXT, 'what should be so'),
  held: field(BOOLEAN, 'whether it was'),
  instead: optional(TEXT, 'what was seen'),
});

const RTT = object<NonNullable<PingStatistics['rtt']>>('rtt', {
  min: field(NUMBER, 'milliseconds'),
  avg: field(NUMBER, 'milliseconds'),
  max: field(NUMBER, 'milliseconds'),
  mdev: field(NUMBER, 'milliseconds'),
});

const PING = object<FailoverReport['ping']>('ping', {
  transmitted: field(COUNT, 'requests'),
  received: field(COUNT, 'answers in time'),
  durationMs: field(NUMBER, 'from the first request to the last'),
  rtt: optional(RTT, 'as ping(8) has it; absent without an answer'),
  by: field(TEXT, 'whose pings they were'),
});

const SUMMARY = object<FailoverReport & {kind: string}>('failover-summary', {
  kind: field(wordsOf('summary'), 'what it is'),
  run: field(EVENT_SHAPES.run, 'with which it began'),
  failedAt: optional(MOMENT, 'when the failover began'),
  observers: field(listOf(OBSERVER), 'what each went through'),
  ping: field(PING, 'the pings that were shown'),
  announcement: optional(EVENT_SHAPES.frame, 'the first of the VIP, as it was captured'),
  expectations: field(listOf(EXPECTATION), 'each with whether it held'),
  held: field(BOOLEAN, 'whether all of them did'),
});

const HOLD = untyped('hold', {
  kind: field(wordsOf('hold'), 'what it is'),
  enter: field(mapOf(TEXT), 'the command that enters a node, by node'),
});

export const EXPERIMENT: PrintingCommand = {
  command: 'vip experiment --json',
  about:
    'Every event of the timeline as it comes in ([below](#events)), then a `summary`. `--out DIR` saves the same events, in ' +
    'the order of their times, as `timeline.jsonl`, the summary as `summary.json`, and the frames of each node as ' +
    '`NODE.pcapng`. `vip-run.json` lists them, for `--force`: see [security.md](security.md).',
  objects: [
    {kind: 'summary', means: 'the last', shape: SUMMARY},
    {kind: 'hold', means: 'with `--hold` and `--parent`: the lab stays', shape: HOLD},
  ],
};
