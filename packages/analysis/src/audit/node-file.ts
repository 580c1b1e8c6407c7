/**
 * What is read of a node.
 *
 * @module
 */

/** A file, and the node it is from. */
export interface NodeFile {
  readonly name: string;
  readonly file: string;
  readonly text: string;
}
