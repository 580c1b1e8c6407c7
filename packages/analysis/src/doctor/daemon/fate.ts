/**
 * @module
 */

/** What becomes of a script that is not run, or not as it is meant to be. */
export interface ScriptFate {
  /**
   * `removed`: when the file is read; `never starts`: which counts as success; `fails`: on every run.
   */
  readonly how: 'removed' | 'never starts' | 'fails';
  readonly evidence: string;
  readonly remedy: string;
  readonly commands?: readonly string[];
}
