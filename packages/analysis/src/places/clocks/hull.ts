/**
 * The points that a line below all points can touch. Pure.
 *
 * @module
 */

/** The lower hull of points in the order of `x`, by Andrew's monotone chain: no point is below the lines between them. */
export function lowerHull<T extends {readonly x: number; readonly y: number}>(points: readonly T[]): T[] {
  const hull: T[] = [];
  for (const point of points) {
    while (hull.length > 1 && !isBelow(hull.at(-2) as T, hull.at(-1) as T, point)) hull.pop();
    hull.push(point);
  }
  return hull;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Whether the middle point is below the line between the others. */
function isBelow(a: Point, middle: Point, b: Point): boolean {
  return (middle.x - a.x) * (b.y - a.y) - (middle.y - a.y) * (b.x - a.x) > 0;
}
