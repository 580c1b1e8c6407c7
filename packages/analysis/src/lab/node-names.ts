/**
 * Names that the lab gives to its own parts.
 *
 * @module
 */

/** The node that exists from the start, and holds the macvlans' parent: the lab's own namespace, or the machine's. */
export const HOST = 'host';

/** The node that is the switch of a hermetic lab. */
export const SWITCH = 'lan';

/** The host's interface on which the macvlans are built in a hermetic lab. */
export const UPLINK = 'uplink0';
