/**
 * @module
 */

import {type Finding, linesOf} from './finding.js';
import {clause} from './sentence.js';

/** A finding within an object of another kind; what it says in a few words stands in its evidence as well. */
export interface FindingPart<Code extends string = string> extends Omit<Finding<Code>, 'brief'> {
  /** Evidence and consequence, in one line. */
  readonly message: string;
}

/** A finding as a line of `--json`, with the fields that other tools expect. */
export interface FindingObject<Code extends string = string> extends FindingPart<Code> {
  readonly kind: 'finding';
  /** The first line of `where`. */
  readonly file?: string;
  readonly line?: number;
}

export function describeFinding<Code extends string>(finding: Finding<Code>): FindingObject<Code> {
  const [place] = linesOf(finding);
  const {code, severity, subject, ...more} = describeAsPart(finding);
  return {kind: 'finding', ...{code, severity, subject}, ...(place === undefined ? {} : place), ...more};
}

export function describeAsPart<Code extends string>(finding: Finding<Code>): FindingPart<Code> {
  const {code, severity, subject, evidence, brief: _, consequence, ...more} = finding;
  return {
    ...{code, severity, subject},
    message: consequence === '' ? clause(evidence) : `${clause(evidence)}; then ${consequence}`,
    ...{evidence, consequence},
    ...more,
  };
}
