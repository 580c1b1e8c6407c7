/**
 * The text of a metric, and as much of it as a page has room for. Pure.
 *
 * @module
 */

export interface FamilyText {
  readonly text: string;
  /** With the end of its last line. */
  readonly octets: number;
  /** How many series are in it. */
  readonly series: number;
}

/** The lines of one label set, without the end of the last: several of a histogram. */
export interface SeriesText {
  readonly text: string;
  /** With the end of its last line. */
  readonly octets: number;
}

const NOTHING: FamilyText = {text: '', octets: 0, series: 0};

export function seriesText(text: string): SeriesText {
  return {text, octets: Buffer.byteLength(text) + 1};
}

/**
 * The first series for which there is room, each with all its lines: part of a histogram would be wrong.
 *
 * @param head HELP and TYPE; alone, only where the metric has no series
 */
export function fittingText(
  head: SeriesText,
  series: readonly SeriesText[],
  room = Number.POSITIVE_INFINITY,
): FamilyText {
  const texts = [head.text];
  let {octets} = head;
  if (octets > room) return NOTHING;
  for (const each of series) {
    if (octets + each.octets > room) break;
    octets += each.octets;
    texts.push(each.text);
  }
  const fitting = texts.length - 1;
  if (fitting === 0 && series.length > 0) return NOTHING;
  return {text: texts.join('\n'), octets, series: fitting};
}
