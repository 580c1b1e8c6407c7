/// <reference types="node" preserve="true" />
/**
 * What the doctor needs of a host, as an entry point of its own (`@vip/core/doctor`).
 *
 * @module
 */

export {type Probed, probe} from './doctor/probe.js';
export {hostReader} from './doctor/read-host.js';
