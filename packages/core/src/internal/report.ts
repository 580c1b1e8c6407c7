/**
 * The data of a report, for the page that draws it: only types.
 *
 * @module
 */

export type * from '../report/data.js';
export type * from '../report/lane-data.js';
export type * from '../report/linked-words.js';
export type * from '../report/run-data.js';
export type * from '../report/topology-data.js';
