/**
 * The beginning of every element of a GLBP message: its type and its length.
 *
 *   octet 0   type               1   1 = hello, 2 = forwarder, 3 = authentication
 *         1   length             1   of the whole element
 *
 * @module
 */

/** Types of elements. */
export const GLBP_ELEMENT_TYPE = {hello: 1, forwarder: 2, authentication: 3} as const;

export const GLBP_LAYER = 'glbp';
/** Offsets of the fields, from the beginning of the element. */
export const glbpElementAt = {type: 0, length: 1} as const;

/** An element of zeros. */
export function glbpElement(type: number, length: number): Uint8Array {
  const element = new Uint8Array(length);
  element[glbpElementAt.type] = type;
  element[glbpElementAt.length] = length;
  return element;
}
