/// <reference types="node" preserve="true" />
/**
 * The doctor's access to a host, as an entry point of its own (`@vip/core/doctor`).
 *
 * @module
 */

export {type Probed, probe} from './doctor/probe.js';
export {hostReader} from './doctor/read-host.js';
