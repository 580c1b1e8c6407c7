/**
 * The outages of one run as a picture (SVG 1.1): a lane for each observer, time from the fault on. Pure.
 *
 * @module
 */

import {formatBounds} from '@vip/analysis';
import {formatDuration, largest, smallest} from '@vip/analysis/internal';
import type {SentAnnouncement} from '../trial/announcements.js';
import type {ObserverOutage, TrialObserverReport} from '../trial/observer-report.js';
import type {TrialReport} from '../trial/trial-report.js';
import {attributes, escapeXml} from './xml.js';

const WIDTH = 720;
const LANE = 26;
/** Nanoseconds. */
const LEAST_SPAN = 10_000_000;
/** Room for names on the left, for figures on the right, for the axis below. */
const MARGIN = {left: 110, right: 130, top: 34, bottom: 30} as const;
const INK = {
  text: '#57606a',
  axis: '#8c959f',
  well: '#4ac26b',
  dark: '#cf222e',
  maybe: '#f5a3a8',
  said: '#0969da',
};

/** The document, with a newline at its end. */
export function outagePicture(report: TrialReport): string {
  const {observers, announcements, trial} = report;
  const scale = scaleOf(observers);
  const bottom = MARGIN.top + LANE * observers.length;
  const height = bottom + MARGIN.bottom;
  const shown = announcements.filter(({afterNs}) => isIn(scale, Number(afterNs)));
  return [
    `<svg${attributes({xmlns: 'http://www.w3.org/2000/svg', width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}`, role: 'img', 'font-family': 'sans-serif', 'font-size': 12})}>`,
    `<title>${escapeXml(`${trial.driver}, fault ${trial.fault}: the outage at each observer`)}</title>`,
    rect({x: 0, y: 0, width: WIDTH, height, fill: '#ffffff'}),
    text(10, 20, `${trial.driver}, fault ${trial.fault}`, {'font-weight': 'bold'}),
    text(WIDTH - 10, 20, 'red: dark; pink: may have been; blue: announced', {'text-anchor': 'end'}),
    ...observers.flatMap((observer, index) => lane(observer, MARGIN.top + LANE * index, scale)),
    ...shown.map(one => said(one, bottom, scale)),
    ...axis(scale, bottom),
    '</svg>',
    '',
  ].join('\n');
}

/** From the fault, or the first outage if that began before the fault was felt, to a tenth beyond the end of the last outage. */
function scaleOf(observers: readonly TrialObserverReport[]): Scale {
  const outages = observers.flatMap(observer => observer.outages.map(extent));
  const from = smallest([0, ...outages.map(one => one.from)]);
  const to = 1.1 * largest([LEAST_SPAN, ...outages.map(one => one.to)]);
  const width = WIDTH - MARGIN.left - MARGIN.right;
  const x = (ns: number) =>
    round(MARGIN.left + (width * (Math.min(Math.max(ns, from), to) - from)) / (to - from));
  return {from, to, x};
}

/** The time that may have been dark: the last answer before is assumed to be as far away as the first one after. Nanoseconds after the fault. */
function extent({afterNs, leastNs, mostNs = leastNs}: ObserverOutage): {from: number; to: number} {
  const from = Number(afterNs - (mostNs - leastNs) / 2n);
  return {from, to: from + Number(mostNs)};
}

function isIn({from, to}: Scale, ns: number): boolean {
  return ns >= from && ns <= to;
}

/** To a tenth of a pixel. */
function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}

/** From nanoseconds after the fault to places in the picture. */
interface Scale {
  readonly from: number;
  readonly to: number;
  readonly x: (ns: number) => number;
}

function lane({name, outage, outages}: TrialObserverReport, top: number, scale: Scale): string[] {
  const middle = top + LANE / 2 + 4;
  return [
    text(MARGIN.left - 8, middle, name, {'text-anchor': 'end'}),
    bar(scale, top, scale, INK.well),
    ...outages.flatMap(one => [
      bar(extent(one), top, scale, INK.maybe),
      bar({from: Number(one.afterNs), to: Number(one.afterNs + one.leastNs)}, top, scale, INK.dark),
    ]),
    text(WIDTH - MARGIN.right + 8, middle, formatBounds(outage)),
  ];
}

function bar({from, to}: Pick<Scale, 'from' | 'to'>, top: number, {x}: Scale, fill: string): string {
  return rect({x: x(from), y: top + 5, width: round(x(to) - x(from)), height: LANE - 10, fill});
}

function said({afterNs, node}: SentAnnouncement, bottom: number, {x}: Scale): string {
  const at = x(Number(afterNs));
  const line = {x1: at, y1: MARGIN.top, x2: at, y2: bottom, stroke: INK.said, 'stroke-dasharray': '2 2'};
  return `<line${attributes(line)}><title>${escapeXml(`${node} announces`)}</title></line>`;
}

/** Marks at round times after the fault. */
function axis({from, to, x}: Scale, bottom: number): string[] {
  const step = tickStep(to - from);
  const first = Math.ceil(from / step);
  const ticks = Array.from({length: Math.floor(to / step) - first + 1}, (_, index) => (first + index) * step);
  const middle = {'text-anchor': 'middle'};
  return [
    `<line${attributes({x1: x(from), y1: bottom, x2: x(to), y2: bottom, stroke: INK.axis})}/>`,
    ...ticks.map(at =>
      text(
        x(at),
        bottom + 18,
        `${at < 0 ? '-' : ''}${formatDuration(BigInt(Math.abs(Math.round(at))))}`,
        middle,
      ),
    ),
    text(WIDTH - MARGIN.right + 8, bottom + 18, 'after the fault'),
  ];
}

/** 1, 2 or 5 times a power of ten: at most eight of them. */
function tickStep(span: number): number {
  const power = 10 ** Math.floor(Math.log10(span / 8));
  return [1, 2, 5, 10].map(factor => factor * power).find(step => span / step <= 8) ?? span;
}

function rect(box: Readonly<Record<'x' | 'y' | 'width' | 'height', number> & {fill: string}>): string {
  return `<rect${attributes(box)}/>`;
}

function text(x: number, y: number, words: string, more: Readonly<Record<string, string>> = {}): string {
  return `<text${attributes({x, y, fill: INK.text, ...more})}>${escapeXml(words)}</text>`;
}
