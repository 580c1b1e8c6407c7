/**
 * Turns parsed JSON into the value that it represents, according to a shape. Pure.
 *
 * @module
 */

import {octetsOfHex} from '../text/octets.js';
import {problemWith} from './check.js';
import type {Shape} from './shape.js';

/**
 * Nanoseconds become bigints, and hex becomes octets. Fields that the shape does not describe are left out, because they are unchecked.
 *
 * @param value of that shape, see `problemWith`
 */
export function revive(value: unknown, shape: Shape): unknown {
  switch (shape.type) {
    case 'nanoseconds':
      return BigInt(value as string);
    case 'octets':
      return octetsOfHex(value as string);
    case 'list':
      return (value as unknown[]).map(item => revive(item, shape.of));
    case 'map':
      return reviveFields(value, () => shape.of);
    case 'object':
      return reviveFields(value, key =>
        Object.hasOwn(shape.fields, key) ? shape.fields[key]?.shape : undefined,
      );
    case 'either': {
      const fitting = shape.of.find(one => problemWith(value, one, '') === undefined);
      return fitting === undefined ? value : revive(value, fitting);
    }
    default:
      return value;
  }
}

function reviveFields(value: unknown, shapeOf: (key: string) => Shape | undefined): object {
  const fields: [string, unknown][] = [];
  for (const [key, item] of Object.entries(value as object)) {
    const shape = shapeOf(key);
    if (shape !== undefined) fields.push([key, revive(item, shape)]);
  }
  return Object.fromEntries(fields);
}
