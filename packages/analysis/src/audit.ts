/**
 * `@vip/analysis/audit`: what follows from configuration files, before the night it matters.
 *
 * @module
 */

export type {Fault, FaultKind} from './audit/keepalived/fault.js';
export {type KeepalivedConfig, readConfig} from './audit/keepalived/model/config.js';
export {type ConfigSource, formatPlace, type Place, textSource} from './audit/keepalived/source.js';
