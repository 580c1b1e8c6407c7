/**
 * What all elements of a GLBP message begin with: their type and length.
 *
 *   octet 0   type               1   1 = hello, 2 = forwarder, 3 = authentication
 *         1   length             1   of the whole element
 *
 * @module
 */

/** Types of elements. */
export const GLBP_ELEMENT_TYPE = {hello: 1, forwarder: 2, authentication: 3} as const;

export const GLBP_LAYER = 'glbp';
const at = {type: 0, length: 1} as const;

/** An element of zeros. */
export function glbpElement(type: number, length: number): Uint8Array {
  const element = new Uint8Array(length);
  element[at.type] = type;
  element[at.length] = length;
  return element;
}
