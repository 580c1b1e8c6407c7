/** The steps that any run may have, by their names in its events. */
export const SESSION_STEP = {
  cleanUp: 'clean-up',
  /** From here on, TCP sessions end because we close them. */
  hangUp: 'hang-up',
} as const;

/** The stages in which the failover's lab is built; each is a step as well. */
export const STAGE = {
  namespaces: 'namespaces',
  active: 'active',
  passive: 'passive',
  client: 'client',
  clientAddress: 'client-address',
} as const;

/** The steps of the failover. */
export const FAILOVER_STEP = {
  linkDown: 'link-down',
  move: 'move',
  announce: 'announce',
  wait: 'wait',
  hold: 'hold',
} as const;

/** The steps of a trial. */
export const TRIAL_STEP = {
  build: 'build',
  /** In place of building, for a cluster that already exists. */
  watch: 'watch',
  start: 'driver-start',
  fault: 'fault',
  /** Within a fault that pulls the cable before it does anything else. */
  cut: 'cut',
  heal: 'heal',
  takeOver: 'take-over',
} as const;
