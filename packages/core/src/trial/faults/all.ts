/**
 * Every fault, a line each.
 *
 * @module
 */

export {addressRemoved} from './address-removed.js';
export {bootPulse} from './boot-pulse.js';
export {checksFail, checksFailBoth} from './checks-fail.js';
export {cutOneAddress} from './cut-one-address.js';
export {failback} from './failback.js';
export {freeze} from './freeze.js';
export {heartbeatCut} from './heartbeat-cut.js';
export {interswitchCut} from './interswitch-cut.js';
export {kill} from './kill.js';
export {linkDown} from './link-down.js';
export {muteRx} from './mute-rx.js';
export {muteTx} from './mute-tx.js';
export {nodeCrash} from './node-crash.js';
export {oldPortLate} from './old-port-late.js';
export {partition} from './partition.js';
export {permanentNeighbour} from './permanent-neighbour.js';
export {publicCut} from './public-cut.js';
export {publicUnplugged} from './public-unplugged.js';
export {reload} from './reload.js';
export {reloadChanged} from './reload-changed.js';
export {rogue} from './rogue.js';
export {routeLost} from './route-lost.js';
export {serviceDown} from './service-down.js';
export {start} from './start.js';
export {stop} from './stop.js';
export {switchOver} from './switch-over.js';
export {switchSticky} from './switch-sticky.js';
