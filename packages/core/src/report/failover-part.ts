/**
 * The report on the narrated failover. Pure.
 *
 * @module
 */

import type {RunEvent, Timeline} from '@vip/analysis';
import {formatBounds, outageOfStream, topologyOf} from '@vip/analysis';
import {utcTime} from '@vip/arp/describe';
import {type ObserverReport, reportFailover} from '../experiment/verdict.js';
import {type ListedFrames, measuredFrames} from './frames.js';
import {labLanes} from './lanes.js';
import {measuredOf} from './measured.js';
import {pictureMoments} from './moments.js';
import {measuredSpan, type ReportPart} from './part.js';
import {fatesAt} from './probes.js';
import {repeatOf} from './repeat.js';
import type {ObserverData} from './run-data.js';
import {knownStations} from './stations.js';
import {stepMarks} from './step-marks.js';
import {topologyPicture} from './topology-picture.js';
import {announcementWords, endWords} from './words.js';

export function failoverPart(timeline: Timeline, record: RunEvent): ReportPart {
  const report = reportFailover(timeline, record);
  const {settings} = record;
  const topology = topologyOf(record);
  const {observers} = topology;
  const origin = report.failedAt ?? record.at;
  const span = measuredSpan(timeline, origin);
  const stations = knownStations(topology.stations);
  const lanes = labLanes(timeline, span, stations, {
    families: [settings],
    observers,
    networks: topology.networks,
    outagesOf({node}) {
      const worst = outageOfStream(fatesAt(timeline, node));
      return worst === undefined ? [] : [worst];
    },
  });
  const frames = measuredFrames(timeline, span);
  return {
    title: `Failover of ${settings.vip.address}`,
    subtitle:
      record.announce === undefined
        ? 'Nothing was announced: the observers had to find out by themselves.'
        : `Announced once with ${announcementWords(record.announce)}.`,
    verdict: {
      held: report.held,
      word: report.held ? 'As expected' : 'Not as expected',
      text: report.held ? 'Every expectation held.' : 'The failover did not go as expected.',
    },
    run: {
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
    },
    stories: [],
    matrices: [],
    tables: [],
    told: [],
    measured: measuredOf(timeline, record),
    ...repeatOf(record),
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
