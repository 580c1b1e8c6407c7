/**
 * What this project's own packages share with links, and no other program needs.
 *
 * @module
 */

export {noInterface} from '../link/link-error.js';
