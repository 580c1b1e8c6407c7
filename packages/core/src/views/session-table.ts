/**
 * Part of the outcome of a trial's sessions, as rows; the columns fit a terminal or a page.
 *
 * @module
 */

export interface SessionTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}
