/**
 * The report on captures whose clocks cannot be compared, each with a story of its own. Pure.
 *
 * @module
 */

import type {ReportData, ReportVerdict} from './data.js';
import {titleOf} from './explanation-part.js';
import type {ReportPart} from './part.js';
import {reportData} from './report.js';

/**
 * @param parts at least one
 * @param remarks sentences that a reader must know to interpret the stories
 * @throws RangeError without a part
 */
export function capturesReport(parts: readonly ReportPart[], remarks: readonly string[]): ReportData {
  return {
    ...reportData(parts),
    title: titleOf(parts.flatMap(({answers = []}) => answers)),
    subtitle: parts.map(({subtitle}) => subtitle).join('; '),
    verdict: worstVerdict(parts.map(({verdict}) => verdict)),
    findings: remarks,
    stories: parts.flatMap(({stories}) => stories),
    measured: parts.flatMap(({measured}, index) =>
      measured.filter(([name]) => index === 0 || name !== 'vip'),
    ),
  };
}

/** The first of what is wrong, else of what is not known. */
function worstVerdict(verdicts: readonly ReportVerdict[]): ReportVerdict {
  const [first] = verdicts as [ReportVerdict];
  return verdicts.find(({held}) => held === false) ?? verdicts.find(({held}) => held === undefined) ?? first;
}
