// The parts of the libraries that are for other people's programs, and so documented: every entry point that is not below `internal`.

/** The libraries, in the order of the list of references. */
export const LIBRARIES = /** @type {const} */ (['arp', 'analysis', 'core']);

/**
 * The documented entry points of a package.
 * @param {Readonly<Record<string, unknown>>} exports the exports in its package.json
 */
export function documentedEntries(exports) {
  return Object.keys(exports).filter(entry => !/^\.\/internal(?:\/|$)/.test(entry));
}

/**
 * Types that are passed on without being looked into: the data of a report's page, the observers' processes, and the tables of kinds of
 * findings and figures, which are in docs/findings.md and docs/ci.md. From @vip/analysis: an audit's view of a configuration, the table of
 * uses of sessions, and the names of parts that are spelled out where they are used.
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
