/**
 * Names that the lab gives to its own parts.
 *
 * @module
 */

/** The node that exists from the start, and holds the macvlans' parent: the lab's own namespace, or the machine's. */
export const HOST = 'host';

/** The node that is the switch of a lab of its own. */
export const SWITCH = 'lan';

/** The host's interface on which the macvlans are built, in a lab of its own. */
export const UPLINK = 'uplink0';
