/**
 * Every kind of observer, one per line.
 *
 * @module
 */

export {client} from './client.js';
export {ext} from './ext.js';
export {remote} from './remote.js';
export {router} from './router.js';
