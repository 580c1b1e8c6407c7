/**
 * The audit as text: the findings, and a table to check them against.
 *
 * @module
 */

import {grouped} from '../../collections/grouped.js';
import {formatFindings} from '../../findings/finding-lines.js';
import {formatTotals, totalsOf} from '../../findings/totals.js';
import {abridged} from '../../text/count-text.js';
import {wrapped} from '../../text/wrapped-text.js';
import type {Audit} from '../audit.js';
import {detectionMs, formatSeconds, releaseMs} from '../calculations/timing.js';
import {healthyPriority, type Member, type Router} from '../cluster.js';
import type {Prediction} from '../predictions/prediction.js';
import {describeAnnouncing} from './announcing-text.js';

/** A table of one router, and its predictions event by event. */
export function formatRouter(router: Router, predictions: readonly Prediction[]): string[] {
  const {members, name} = router;
  const ips = distinct(members.flatMap(({instance}) => instance.vips.map(({ip}) => ip)));
  const vrids = distinct(members.map(({instance}) => instance.vrid ?? 'none')).join(' and ');
  const alone = members.length === 1 ? '; on no other of these nodes' : '';
  return [
    ...wrapped(`${name}: VRID ${vrids}, ${ips.length === 0 ? 'no address' : abridged(ips)}${alone}`, 0, 4),
    ...table([HEAD, ...members.map(row)], '  '),
    ...predictions.flatMap(({text}) => wrapped(text, 2, 6)),
    ...describeAnnouncing(members).flatMap(line => wrapped(line, 2, 6)),
  ];
}

function distinct<Item>(items: readonly Item[]): readonly Item[] {
  return items.length < 2 ? items : [...new Set(items)];
}

const HEAD = ['node', 'interface', 'version', 'priority', 'advertises', 'notices a crash', 'a clean stop'];

/** For a peer with the same interval. */
function row({node, instance}: Member): string[] {
  const priority = healthyPriority(instance);
  return [
    node.name,
    instance.iface ?? 'none',
    String(instance.version),
    String(priority),
    `every ${formatSeconds(instance.advertMs)}`,
    `after ${formatSeconds(detectionMs(instance, priority))}`,
    `after ${formatSeconds(releaseMs(instance, priority))}`,
  ];
}

function table(rows: readonly (readonly string[])[], indent: string): string[] {
  const widths = HEAD.map(({length}) => length);
  for (const cells of rows)
    for (let column = 0; column < widths.length; column++)
      widths[column] = Math.max(widths[column] as number, (cells[column] as string).length);
  return rows.map(cells => lineOf(cells, widths, indent));
}

function lineOf(cells: readonly string[], widths: readonly number[], indent: string): string {
  let line = indent;
  const last = cells.length - 1;
  for (let column = 0; column < last; column++)
    line += (cells[column] as string).padEnd((widths[column] as number) + 2);
  return line + (cells[last] as string);
}

/** Everything, as `vip audit` prints it. */
export function formatAudit(audit: Audit): string[] {
  const predictions = grouped(audit.predictions, ({router}) => router);
  return [
    ...formatFindings(audit.findings),
    ...(audit.findings.length > 0 ? [''] : []),
    ...audit.cluster.routers.flatMap(router => {
      const lines = formatRouter(router, predictions.get(router) ?? []);
      lines.push('');
      return lines;
    }),
    `${formatTotals(totalsOf(audit.findings))} in ${audit.cluster.nodes.map(({name}) => name).join(' and ')}`,
  ];
}
