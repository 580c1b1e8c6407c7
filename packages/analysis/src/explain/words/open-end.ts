/**
 * How long something lasts of which no end is seen: to the end of the capture or, in a watch, which goes on, until now. Pure.
 *
 * @module
 */

interface OpenEnd {
  /** Whether the capture goes on. */
  readonly isGoingOn?: boolean;
  /** Whether the clients stopped asking long before. */
  readonly isGivenUp?: boolean;
}

/** `to the end of the capture`, `so far`, `to the last question` */
export function toEnd({isGoingOn, isGivenUp}: OpenEnd): string {
  if (isGivenUp) return 'to the last question';
  return isGoingOn ? 'so far' : 'to the end of the capture';
}

/** When something has not happened: `before the capture ends`, `so far` */
export function byEnd({isGoingOn}: OpenEnd): string {
  return isGoingOn ? 'so far' : 'before the capture ends';
}

/** `the capture ends too soon`, `it is too soon` */
export function tooSoonText({isGoingOn}: OpenEnd): string {
  return `${isGoingOn ? 'it is' : 'the capture ends'} too soon`;
}

/** The time after something: `9.8 s to the end of the capture`, `9.8 s since` */
export function restText(length: string, {isGoingOn}: OpenEnd): string {
  return `${length} ${isGoingOn ? 'since' : 'to the end of the capture'}`;
}

/** When something was: `9.8 s before the end of the capture`, `9.8 s ago` */
export function agoText(length: string, {isGoingOn}: OpenEnd): string {
  return `${length} ${isGoingOn ? 'ago' : 'before the end of the capture'}`;
}

/** `9.8 s, to the end of the capture`, `9.8 s so far` */
export function untilEnd(length: string, open: OpenEnd): string {
  const isSoFar = open.isGoingOn && !open.isGivenUp;
  return `${length}${isSoFar ? '' : ','} ${toEnd(open)}`;
}
