/**
 * The content of the files of a saved run.
 *
 * @module
 */

import {encodeEvent, type Timeline} from '@vip/analysis';
import {jsonReplacer} from '@vip/analysis/internal';
import {utcTime} from '@vip/arp/describe';
import type {FailoverReport} from '@vip/core';
import {captureFiles, type LessonReport} from '@vip/core/internal';
import type {RunFile} from './run-names.js';

/** `NAME.jsonl`, one event per line. */
export function timelineFile(name: string, {events}: Timeline): RunFile {
  return [`${name}.jsonl`, events.map(event => `${encodeEvent(event)}\n`).join('')];
}

/** `NAME-NODE.log` of every node whose software said something: a line each, with its time in UTC. */
export function logFiles(name: string, timeline: Timeline): RunFile[] {
  const said = timeline.select('said');
  const nodes = [...new Set(said.map(({node}) => node))];
  return nodes.map(node => {
    const lines = said.filter(event => event.node === node);
    return [`${name}-${node}.log`, lines.map(({at, text}) => `${utcTime(at)} ${text}\n`).join('')];
  });
}

/** `PREFIXNODE.pcapng` of every node that captured. */
export function captureFilesOf(prefix: string, timeline: Timeline, kernel: string): RunFile[] {
  return [...captureFiles(timeline, `Linux ${kernel}`)].map(([node, pieces]) => [
    `${prefix}${node}.pcapng`,
    Buffer.concat(pieces),
  ]);
}

/** The files of a failover: its timeline, its summary, and a capture for each node. */
export function failoverFiles(timeline: Timeline, report: FailoverReport): RunFile[] {
  return [
    timelineFile('timeline', timeline),
    summaryFile(report),
    ...captureFilesOf('', timeline, report.run.versions.kernel),
  ];
}

/** The files of a lesson, which captures frames only for what it shows. */
export function lessonFiles(timeline: Timeline, report: LessonReport): RunFile[] {
  return [timelineFile('timeline', timeline), summaryFile(report)];
}

function summaryFile(report: object): RunFile {
  return ['summary.json', `${JSON.stringify(report, jsonReplacer, 2)}\n`];
}
