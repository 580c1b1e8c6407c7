/** The steps of every run, as its events name them. */
export const SESSION_STEP = {
  cleanUp: 'clean-up',
  /** From here on TCP sessions end because we end them. */
  hangUp: 'hang-up',
} as const;

/** The stages in which the failover's lab is built, which are steps as well. */
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
  /** Of a cluster, which is there already. */
  watch: 'watch',
  start: 'driver-start',
  fault: 'fault',
  /** Within a fault, when the cable is pulled before the rest. */
  cut: 'cut',
  heal: 'heal',
  takeOver: 'take-over',
} as const;
