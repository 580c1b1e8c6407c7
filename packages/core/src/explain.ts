/**
 * Explaining a capture, as an entry point of its own (`@vip/core/explain`), without the lab.
 *
 * @module
 */

export {explainFilter} from './capture/filter.js';
export {type Collector, type CollectorOptions, createCollector} from './explain/collector.js';
export type * from './explain/facts.js';
export {type Explanation, type JudgedHandover, judge} from './explain/judge.js';
export {exitCodeOf, type Finding, VERDICTS, type VerdictName, worstOf} from './explain/verdict.js';
export {describeCapture, describeExplanation} from './views/explain-json.js';
export {formatBrief, formatExplanation} from './views/explain-lines.js';
