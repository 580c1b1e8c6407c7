/**
 * Kubernetes label selectors.
 *
 * @module
 */

import {listAt, textAt, textsAt, valueAt} from './manifest.js';

/** Decides whether these labels are selected. */
export type Selector = (labels: ReadonlyMap<string, string>) => boolean;

/** For `{matchLabels, matchExpressions}`: all must hold. An empty one selects everything. */
export function selectorAt(content: unknown): Selector {
  const wanted = Object.entries((valueAt(content, ['matchLabels']) ?? {}) as object);
  const expressions = listAt(content, ['matchExpressions']).map(expressionOf);
  return labels =>
    wanted.every(([name, value]) => labels.get(name) === String(value)) &&
    expressions.every(holds => holds(labels));
}

function expressionOf(content: unknown): Selector {
  const key = textAt(content, ['key']) ?? '';
  const values = textsAt(content, ['values']).map(({text}) => text);
  switch (textAt(content, ['operator'])) {
    case 'In':
      return labels => labels.has(key) && values.includes(labels.get(key) as string);
    case 'NotIn':
      return labels => !labels.has(key) || !values.includes(labels.get(key) as string);
    case 'Exists':
      return labels => labels.has(key);
    default:
      return labels => !labels.has(key);
  }
}
