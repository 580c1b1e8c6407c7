/**
 * The input for a node.
 *
 * @module
 */

/** A file and its node. */
export interface NodeFile {
  readonly name: string;
  readonly file: string;
  readonly text: string;
}
