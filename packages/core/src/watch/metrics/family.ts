/**
 * One metric with a series for each of many label sets, in prom-client's format. prom-client itself needs four times
 * the memory and formats every label again for each page.
 *
 * @module
 */

import type {Labels} from './labels.js';

export interface MetricFamilyOptions {
  readonly name: string;
  readonly help: string;
}

export interface FamilyText {
  /** Joined, they are the text; each ends with a line. */
  readonly texts: readonly string[];
  /** The size in UTF-8. */
  readonly octets: number;
  /** How many series are in it. */
  readonly series: number;
}

const NOTHING: FamilyText = {texts: [], octets: 0, series: 0};

export abstract class MetricFamily<Value = unknown> {
  protected readonly name: string;
  readonly #help: string;
  readonly #type: string;
  /** The series in the order in which they were made. */
  readonly #series = new Map<Labels, Value>();
  /** The lines of all series. Absent once a series has changed. */
  #whole: FamilyText | undefined;

  constructor(type: 'counter' | 'gauge' | 'histogram', {name, help}: MetricFamilyOptions) {
    this.name = name;
    this.#help = help;
    this.#type = type;
  }

  /** The lines of one series, without the end of the last. */
  protected abstract linesOf(labels: Labels, value: Value): string;

  /** How many lines a series has. */
  protected abstract readonly lines: number;

  get size(): number {
    return this.#series.size;
  }

  /** Does nothing if it has no such series. */
  remove(labels: Labels): void {
    if (this.#series.delete(labels)) this.#whole = undefined;
  }

  /** @param room octets; series for which there is none are left out, each with all its lines: part of a histogram would be wrong */
  text(isOpenMetrics: boolean, room = Number.POSITIVE_INFINITY): FamilyText {
    const head = this.#head(isOpenMetrics);
    const left = room - head.length;
    if (left < 0) return NOTHING;
    const {texts, octets, series} = this.#lines(left);
    if (series === 0 && this.size > 0) return NOTHING;
    return {texts: [head, ...texts], octets: head.length + octets, series};
  }

  protected valueOf(labels: Labels): Value | undefined {
    return this.#series.get(labels);
  }

  protected change(labels: Labels, value: Value): void {
    this.#whole = undefined;
    this.#series.set(labels, value);
  }

  /** OpenMetrics names the family without the suffix that its series have. */
  #head(isOpenMetrics: boolean): string {
    const isShort = isOpenMetrics && this.#type === 'counter';
    const family = isShort ? this.name.replace(/_total$/, '') : this.name;
    return `# HELP ${family} ${this.#help}\n# TYPE ${family} ${this.#type}\n`;
  }

  #lines(room: number): FamilyText {
    if (this.#whole !== undefined && this.#whole.octets <= room) return this.#whole;
    const written = this.#written(room);
    if (written.series === this.size) this.#whole = written;
    return written;
  }

  /** The series that fit, from the first. */
  #written(room: number): FamilyText {
    const lines: string[] = [];
    let octets = 0;
    for (const [labels, value] of this.#series) {
      const text = this.linesOf(labels, value);
      const own = text.length + 1 + this.lines * labels.wide;
      if (octets + own > room) break;
      octets += own;
      lines.push(text);
    }
    const series = lines.length;
    // For the newline after the last line.
    lines.push('');
    return {texts: series === 0 ? [] : [lines.join('\n')], octets, series};
  }
}
