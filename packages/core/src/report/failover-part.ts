/**
 * The report on the narrated failover. Pure.
 *
 * @module
 */

import type {RunEvent, Timeline} from '@vip/analysis';
import {formatBounds, longestOutage} from '@vip/analysis';
import {type ObserverReport, observersOf, reportFailover} from '../experiment/verdict.js';
import {formatCause, formatIgnored} from '../views/summary.js';
import type {MarkData, ObserverData} from './data.js';
import {framesOf} from './frames.js';
import {labLanes} from './lanes.js';
import {stepMarks} from './marks.js';
import {commandText, measuredOf} from './measured.js';
import {pictureMoments} from './moments.js';
import {measuredSpan, type ReportPart} from './part.js';
import {fatesAt} from './probes.js';
import {isoTime} from './span.js';
import {knownStations} from './stations.js';
import {topologyPicture} from './topology-picture.js';

export function failoverPart(timeline: Timeline, record: RunEvent): ReportPart {
  const report = reportFailover(timeline, record);
  const {settings} = record;
  const observers = observersOf(record);
  const origin = report.failedAt ?? record.at;
  const span = measuredSpan(timeline, origin);
  const stations = knownStations(settings);
  const longest = new Map(
    observers.map(({node}) => [node, longestOutage(fatesAt(timeline, node))?.firstLost.sentAt]),
  );
  const lanes = labLanes(timeline, span, stations, {
    settings,
    observers,
    isMeant: ({node}, {firstLost}) => longest.get(node) === firstLost.sentAt,
  });
  const marks: MarkData[] = stepMarks(timeline, span);
  return {
    title: `Failover of ${settings.vip.address}`,
    subtitle:
      record.announce === undefined
        ? 'Nothing was announced: the observers had to find out by themselves.'
        : `Announced once by gratuitous ARP, form ${record.announce.form}.`,
    verdict: {
      held: report.held,
      text: report.held ? 'Every expectation held.' : 'The failover did not go as expected.',
    },
    run: {
      run: 1,
      origin: 'failover',
      originAt: isoTime(origin),
      from: span.from,
      to: span.to,
      observers: report.observers.map(observerRow),
      expectations: report.expectations.map(({instead, ...rest}) =>
        instead === undefined ? rest : {...rest, seen: instead},
      ),
      findings: [],
      stations: stations.list,
      lanes,
      marks,
      frames: framesOf(timeline, span),
      topology: topologyPicture(timeline, span, settings, observers, pictureMoments(lanes, span)),
    },
    matrices: [],
    tables: [],
    told: [],
    measured: measuredOf(timeline, record),
    ...(record.command === undefined ? {} : {command: commandText(record.command)}),
  };
}

function observerRow({name, outage, lost, endedBy, via}: ObserverReport): ObserverData {
  const where = via === undefined ? '' : `at ${via}: `;
  return {
    name,
    outage: formatBounds(outage),
    leastNs: Number(outage.leastNs),
    ...(outage.mostNs === undefined ? {} : {mostNs: Number(outage.mostNs)}),
    lost,
    endedBy: where + [formatCause(endedBy), ...formatIgnored(endedBy)].join('; '),
  };
}
