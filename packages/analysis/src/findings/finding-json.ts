/**
 * @module
 */

import type {Finding} from './finding.js';

/** A finding as `--json` prints it, with the fields that other tools expect. */
export interface FindingObject extends Finding {
  readonly kind: 'finding';
  /** The first of `where`. */
  readonly file?: string;
  readonly line?: number;
  /** Evidence and consequence in one line. */
  readonly message: string;
}

export function describeFinding(finding: Finding): FindingObject {
  const [place] = finding.where;
  const {code, severity, subject, evidence, consequence, ...more} = finding;
  return {
    kind: 'finding',
    ...{code, severity, subject},
    ...(place === undefined ? {} : place),
    message: `${evidence}; then ${consequence}`,
    ...{evidence, consequence},
    ...more,
  };
}
