/**
 * A test case: one of the criteria that a trial had to meet.
 *
 * @module
 */

/** What failed in a case, or could not be measured. */
export interface TestProblem {
  readonly kind: 'failure' | 'error';
  readonly type: string;
  readonly message: string;
  /** Further lines about it. */
  readonly lines?: readonly string[];
}

export interface TestCase {
  readonly classname: string;
  readonly name: string;
  /** What was measured or found, a line each. */
  readonly output: readonly string[];
  readonly tookNs: bigint;
  readonly problem?: TestProblem;
}

export type OwnCase = Omit<TestCase, 'classname'>;
