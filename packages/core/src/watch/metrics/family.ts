/**
 * One metric of prom-client with a series for each of many labels. It is written anew only if a value has changed, and the text of labels is
 * made once: so a scraper of thousands of series waits for little more than the ages among them.
 *
 * @module
 */

import {Counter, Gauge, Histogram} from 'prom-client';
import {type FamilyText, familyText} from './family-text.js';

/** Of one series: the same object each time, by which its value and its text are found. */
export type Labels = Readonly<Record<string, string | number>>;

export class MetricFamily {
  readonly metric: Gauge | Counter | Histogram;
  readonly #values = new Map<Labels, number>();
  /** Whether it is OpenMetrics, and the text. */
  readonly #texts = new Map<boolean, FamilyText>();

  constructor(metric: Gauge | Counter | Histogram) {
    this.metric = metric;
  }

  set(labels: Labels, value: number): void {
    const former = this.#values.get(labels);
    if (former === value) return;
    this.#values.set(labels, value);
    this.#texts.clear();
    const {metric} = this;
    if (metric instanceof Gauge) metric.set(labels, value);
    if (metric instanceof Counter) metric.inc(labels, value - (former ?? 0));
  }

  /** Of a counter. */
  add(labels: Labels, by: number): void {
    this.set(labels, (this.#values.get(labels) ?? 0) + by);
  }

  /** Of a histogram. */
  observe(labels: Labels, value: number): void {
    this.#values.set(labels, value);
    this.#texts.clear();
    if (this.metric instanceof Histogram) this.metric.observe(labels, value);
  }

  /** Nothing if it has no such series. */
  remove(labels: Labels): void {
    if (!this.#values.delete(labels)) return;
    this.#texts.clear();
    this.metric.remove(labels);
  }

  /** As prom-client's registry writes it. */
  async text(isOpenMetrics: boolean): Promise<FamilyText> {
    const known = this.#texts.get(isOpenMetrics);
    if (known !== undefined) return known;
    const text = familyText(await textOf(this.metric, isOpenMetrics), this.#values.size);
    this.#texts.set(isOpenMetrics, text);
    return text;
  }
}

async function textOf(metric: Gauge | Counter | Histogram, isOpenMetrics: boolean): Promise<string[]> {
  const {name, help, type, values} = await metric.get();
  // OpenMetrics names the family without the suffix that its series have.
  const family = isOpenMetrics && metric instanceof Counter ? name.replace(/_total$/, '') : name;
  const lines = [`# HELP ${family} ${help}`, `# TYPE ${family} ${type}`];
  for (const each of values) {
    const {value, labels} = each;
    // The series of a histogram have names of their own.
    const series = 'metricName' in each ? each.metricName : name;
    lines.push(`${series}${labelsText(labels as Labels)} ${value}`);
  }
  return lines;
}

const TEXTS = new WeakMap<Labels, string>();

function labelsText(labels: Labels): string {
  let text = TEXTS.get(labels);
  if (text === undefined) {
    const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(String(value))}"`);
    text = pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
    TEXTS.set(labels, text);
  }
  return text;
}

/** A label's value may contain any character; three are escaped (exposition formats, label_value). */
function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');
}
