/// <reference types="node" preserve="true" />
/**
 * The doctor's access to a host, as a separate entry point (`@vip/core/internal/doctor`).
 *
 * @module
 */

export {type MacAnswer, type Probed, probe, probeMac} from '../doctor/probe.js';
export {hostReader} from '../doctor/read-host.js';
export {existingInterface} from '../interfaces.js';
