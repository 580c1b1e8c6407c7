/**
 * What this project's own packages share with the wire, and no other program needs. Pure.
 *
 * @module
 */

export {isLinkLocalKey} from '../wire/address/address-key.js';
export {hasGroupBit} from '../wire/address/mac.js';
export {ethernetAt} from '../wire/frame/ethernet.js';
export {sll2At, sllAt} from '../wire/frame/linux-sll.js';
export {hexDigit, hexOctets} from '../wire/hex.js';
export {decodeRouteNotice, isRouteNotice, type RouteNotice} from '../wire/icmp/route-notice.js';
