// What of the libraries is for other people's programs, and so documented: every entry point that is not below `internal`.

/** In the order of the list of references. */
export const LIBRARIES = /** @type {const} */ (['arp', 'analysis', 'core']);

/**
 * The documented ones of a package's entry points.
 * @param {Readonly<Record<string, unknown>>} exports of its package.json
 */
export function documentedEntries(exports) {
  return Object.keys(exports).filter(entry => !/^\.\/internal(?:\/|$)/.test(entry));
}

/**
 * What is passed on and not looked into: what the page of a report draws, the observers' processes, and the tables that kinds of findings
 * and of figures are listed in, which docs/findings.md and docs/ci.md have. Of @vip/analysis, what an audit makes of a configuration, the
 * table of what sessions are for, and the names of parts that are spelled out where they stand.
 */
export const OPAQUE = namesIn(
  'HistoryData MatrixData RepeatData RunData SeriesData StoryData TableData ReportVerdict',
  'Agents StartAgent FINDINGS FEWEST',
  'SESSION_USES AuditNode KeepalivedConfig Kind ObservingStations Happening',
);

/** @param {string[]} texts */
function namesIn(...texts) {
  return texts.flatMap(text => text.split(/\s+/));
}
