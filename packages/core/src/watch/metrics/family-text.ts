/**
 * The text of a metric, and as much of it as a page has room for. Pure.
 *
 * @module
 */

export interface FamilyText {
  readonly text: string;
  /** With the end of its last line. */
  readonly octets: number;
  /** Label sets: each has as many lines as the others, and they follow one another. */
  readonly series: number;
}

/** HELP and TYPE. */
const HEAD_LINES = 2;

const NOTHING: FamilyText = {text: '', octets: 0, series: 0};

/** @param series of as many lines each */
export function familyText(lines: readonly string[], series: number): FamilyText {
  const text = lines.join('\n');
  return {text, octets: Buffer.byteLength(text) + 1, series};
}

/** The first series for which there is room, each with all its lines: part of a histogram would be wrong. */
export function cutText(whole: FamilyText, room: number): FamilyText {
  if (whole.octets <= room) return whole;
  if (whole.series === 0) return NOTHING;
  const lines = whole.text.split('\n');
  const each = (lines.length - HEAD_LINES) / whole.series;
  let octets = 0;
  let fitting = 0;
  for (const line of lines) {
    octets += Buffer.byteLength(line) + 1;
    if (octets > room) break;
    fitting++;
  }
  const series = Math.max(0, Math.floor((fitting - HEAD_LINES) / each));
  return series === 0 ? NOTHING : familyText(lines.slice(0, HEAD_LINES + series * each), series);
}
