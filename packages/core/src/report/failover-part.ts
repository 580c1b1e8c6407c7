/**
 * The report on the narrated failover. Pure.
 *
 * @module
 */

import type {Observer, RunEvent, Timeline} from '@vip/analysis';
import {formatBounds, outageOfStream} from '@vip/analysis';
import {topologyOf} from '@vip/analysis/internal';
import {utcTime} from '@vip/arp/describe';
import {type FailoverReport, type ObserverReport, reportFailover} from '../experiment/verdict.js';
import {type ListedFrames, measuredFrames} from './frames.js';
import {labLanes} from './lanes.js';
import {measuredOf} from './measured.js';
import {pictureMoments} from './moments.js';
import {measuredSpan, type ReportPart} from './part.js';
import {fatesAt} from './probes.js';
import {repeatOf} from './repeat.js';
import type {ObserverData, RunData} from './run-data.js';
import {knownStations} from './stations.js';
import {stepMarks} from './step-marks.js';
import {topologyPicture} from './topology-picture.js';
import {announcementWords, endWords} from './words.js';

export function failoverPart(timeline: Timeline, record: RunEvent): ReportPart {
  const report = reportFailover(timeline, record);
  const {held} = report;
  return {
    title: `Failover of ${record.settings.vip.address}`,
    subtitle:
      record.announce === undefined
        ? 'Nothing was announced: the observers had to find out by themselves.'
        : `Announced once with ${announcementWords(record.announce)}.`,
    verdict: {
      held,
      word: held ? 'As expected' : 'Not as expected',
      text: held ? 'Every expectation held.' : 'The failover did not go as expected.',
    },
    run: drawnRun(timeline, record, report),
    stories: [],
    matrices: [],
    tables: [],
    told: [],
    measured: measuredOf(timeline, record),
    ...repeatOf(record),
  };
}

/** What is drawn. */
function drawnRun(timeline: Timeline, record: RunEvent, report: FailoverReport): RunData {
  const {settings} = record;
  const topology = topologyOf(record);
  const {observers, networks} = topology;
  const origin = report.failedAt ?? record.at;
  const span = measuredSpan(timeline, origin);
  const stations = knownStations(topology.stations);
  const outagesOf = ({node}: Observer) => {
    const worst = outageOfStream(fatesAt(timeline, node));
    return worst === undefined ? [] : [worst];
  };
  const cast = {families: [settings], observers, networks, outagesOf};
  const lanes = labLanes(timeline, span, stations, cast);
  const frames = measuredFrames(timeline, span);
  return {
    run: 1,
    origin: 'failover',
    originAt: utcTime(origin),
    from: span.from,
    to: span.to,
    observers: report.observers.map(observer => observerRow(observer, frames)),
    expectations: report.expectations.map(({instead, ...rest}) =>
      instead === undefined ? rest : {...rest, seen: instead},
    ),
    findings: [],
    stations: stations.list,
    lanes,
    marks: stepMarks(timeline, span),
    frames: frames.data,
    topologies: [topologyPicture(timeline, span, settings, topology, pictureMoments(lanes, span))],
  };
}

function observerRow({name, outage, lost, endedBy, via}: ObserverReport, frames: ListedFrames): ObserverData {
  const where = via === undefined ? '' : `at ${via}: `;
  return {
    name,
    outage: formatBounds(outage),
    leastNs: Number(outage.leastNs),
    ...(outage.mostNs === undefined ? {} : {mostNs: Number(outage.mostNs)}),
    lost,
    endedBy: [where, ...endWords(endedBy, frames)].filter(word => word !== ''),
  };
}
