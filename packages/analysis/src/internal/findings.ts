/**
 * Findings, as a separate entry point (`@vip/analysis/internal/findings`).
 *
 * @module
 */

export {
  bySeverity,
  type Finding,
  type FramePlace,
  framesOf,
  hasAtLeast,
  type LinePlace,
  linesOf,
  type Place,
  SEVERITIES,
  SEVERITY_MEANINGS,
  type Severity,
} from '../findings/finding.js';
export {
  describeAsPart,
  describeFinding,
  type FindingObject,
  type FindingPart,
} from '../findings/finding-json.js';
export {findingLine, formatFinding, formatFindings, formatNote, noteText} from '../findings/finding-lines.js';
export {capitalised, sentence} from '../findings/sentence.js';
export {formatTotals, type Totals, totalsOf} from '../findings/totals.js';
