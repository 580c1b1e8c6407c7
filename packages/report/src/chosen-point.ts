/**
 * The points of a chart of runs as elements of the page: the run that each stands for, and the one that a touch means.
 *
 * @module
 */

/** How far from a point a touch may be. CSS pixels. */
const REACH = 28;

/** The point that an event is about. */
export function pointOf(target: EventTarget | null): SVGElement | undefined {
  return (target instanceof Element ? target.closest<SVGElement>('[data-run]') : null) ?? undefined;
}

/** The number of a point's run. */
export function runOfPoint(point: Element): number | undefined {
  const run = point.getAttribute('data-run');
  return run === null ? undefined : Number(run);
}

/** The point nearest to a touch, because a finger is wider than a point. */
export function nearestPoint(points: readonly SVGElement[], x: number, y: number): SVGElement | undefined {
  let best: {point: SVGElement; far: number} | undefined;
  for (const point of points) {
    const box = point.getBoundingClientRect();
    const far = Math.hypot(box.x + box.width / 2 - x, box.y + box.height / 2 - y);
    if (far <= REACH && (best === undefined || far < best.far)) best = {point, far};
  }
  return best?.point;
}

/** Marks the points of one run; the first of them can be reached by keyboard, and the others from there. */
export function markRun(points: readonly SVGElement[], run: number | undefined): void {
  let isFirst = true;
  for (const point of points) {
    const isChosen = runOfPoint(point) === run;
    point.classList.toggle('chosen', isChosen);
    if (point.getAttribute('role') !== 'button') continue;
    point.setAttribute('aria-pressed', String(isChosen));
    point.setAttribute('tabindex', isChosen && isFirst ? '0' : '-1');
    if (isChosen) isFirst = false;
  }
}
