/**
 * @module
 */

/** What happens to a script that does not run, or does not run as intended. */
export interface ScriptFate {
  /**
   * `removed`: dropped when the file is read; `never starts`: which counts as success; `fails`: on every run.
   */
  readonly how: 'removed' | 'never starts' | 'fails';
  readonly evidence: string;
  readonly remedy: string;
  readonly commands?: readonly string[];
}
