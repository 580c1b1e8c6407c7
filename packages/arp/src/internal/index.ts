/**
 * What this project's own packages share with the wire, and no other program needs. Pure.
 *
 * @module
 */

export {hexDigit, hexOctets} from '../wire/hex.js';
