/**
 * One metric of prom-client with a series for each of many labels. Only series that changed since the last page are written anew, and the
 * text of labels is made once: so a scraper of thousands of series waits for little more than the ages among them.
 *
 * @module
 */

import {Counter, Gauge, Histogram} from 'prom-client';
import {type FamilyText, fittingText, type SeriesText, seriesText} from './family-text.js';

/** Of one series: the same object each time, by which its value and its text are found. */
export type Labels = Readonly<Record<string, string | number>>;

/** Of one label set, until it changes; of a histogram, of all its lines. */
interface Series {
  readonly value: number;
  text?: SeriesText;
  /** Each line up to its value, which stays the same. */
  heads?: readonly string[] | undefined;
}

interface Written {
  readonly name: string;
  readonly help: string;
  readonly type: string;
  readonly texts: readonly SeriesText[];
  /** The text in which nothing is left out, by whether it is OpenMetrics. */
  readonly wholes: Map<boolean, FamilyText>;
}

export class MetricFamily {
  readonly metric: Gauge | Counter | Histogram;
  /** In the order of prom-client, which is that in which they were made. */
  readonly #series = new Map<Labels, Series>();
  /** Absent once a series has changed. */
  #written: Promise<Written> | undefined;

  constructor(metric: Gauge | Counter | Histogram) {
    this.metric = metric;
  }

  get size(): number {
    return this.#series.size;
  }

  set(labels: Labels, value: number): void {
    const former = this.#series.get(labels)?.value;
    if (former === value) return;
    this.#change(labels, value);
    const {metric} = this;
    if (metric instanceof Gauge) metric.set(labels, value);
    if (metric instanceof Counter) metric.inc(labels, value - (former ?? 0));
  }

  /** Of a counter. */
  add(labels: Labels, by: number): void {
    this.set(labels, (this.#series.get(labels)?.value ?? 0) + by);
  }

  /** Of a histogram. */
  observe(labels: Labels, value: number): void {
    this.#change(labels, value);
    if (this.metric instanceof Histogram) this.metric.observe(labels, value);
  }

  /** Nothing if it has no such series. */
  remove(labels: Labels): void {
    if (!this.#series.delete(labels)) return;
    this.#written = undefined;
    this.metric.remove(labels);
  }

  /**
   * As prom-client's registry writes it.
   *
   * @param room octets; series for which there is none are left out
   */
  async text(isOpenMetrics: boolean, room?: number): Promise<FamilyText> {
    const {name, help, type, texts, wholes} = await this.#ready();
    const whole = wholes.get(isOpenMetrics);
    if (whole !== undefined && whole.octets <= (room ?? whole.octets)) return whole;
    // OpenMetrics names the family without the suffix that its series have.
    const family = isOpenMetrics && this.metric instanceof Counter ? name.replace(/_total$/, '') : name;
    const head = seriesText(`# HELP ${family} ${help}\n# TYPE ${family} ${type}`);
    const text = fittingText(head, texts, room);
    if (text.series === this.size) wholes.set(isOpenMetrics, text);
    return text;
  }

  #change(labels: Labels, value: number): void {
    this.#written = undefined;
    this.#series.set(labels, {value, heads: this.#series.get(labels)?.heads});
  }

  #ready(): Promise<Written> {
    this.#written ??= this.#write();
    return this.#written;
  }

  /** Writes the series that changed. */
  async #write(): Promise<Written> {
    // Those of this moment, as the values are: what changes meanwhile is for the next page.
    const series = [...this.#series.values()];
    const {name, help, type, values} = await this.metric.get();
    const lines = values.length / series.length;
    const texts = series.map((one, index) => {
      one.text ??= written(one, name, values.slice(index * lines, (index + 1) * lines));
      return one.text;
    });
    return {name, help, type: String(type), texts, wholes: new Map()};
  }
}

function written(series: Series, name: string, values: readonly LineValue[]): SeriesText {
  series.heads ??= values.map(value => headOf(name, value));
  const {heads} = series;
  return seriesText(values.map(({value}, line) => `${heads[line]}${value}`).join('\n'));
}

interface LineValue {
  readonly value: number;
  readonly labels: Partial<Labels>;
  /** The series of a histogram have names of their own. */
  readonly metricName?: string;
}

function headOf(name: string, {labels, metricName = name}: LineValue): string {
  return `${metricName}${labelsText(labels as Labels)} `;
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
