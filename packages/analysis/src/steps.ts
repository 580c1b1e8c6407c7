/** The steps of a trial, as its events name them. */
export const TRIAL_STEP = {
  build: 'build',
  start: 'driver-start',
  fault: 'fault',
  /** Within a fault, where the cable goes before the rest. */
  cut: 'cut',
  heal: 'heal',
  takeOver: 'take-over',
  cleanUp: 'clean-up',
} as const;
