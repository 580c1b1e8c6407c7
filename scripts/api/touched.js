// The types that a library's documented exports touch, in parameters, results and properties at any depth: a reader follows them.
import {OPAQUE} from './public.js';

/** @typedef {import('typedoc').Reflection} Reflection */
/** @typedef {import('./read.js').Api} Api */

/**
 * The library's types that a documented export touches without being documented themselves, a line for each.
 * @param {Api} api
 * @returns {string[]}
 */
export function touchedAlone({name, entries}) {
  const documented = new Set([...OPAQUE, ...entries.flatMap(({exports}) => exports.map(one => one.name))]);
  const faults = entries.flatMap(({exports}) =>
    exports.flatMap(one =>
      [...referencesIn(one)]
        .filter(({from, to}) => from === name && !documented.has(to))
        .map(({to}) => `${name}: ${one.name} touches ${to}: expected it to be documented, got nothing`),
    ),
  );
  return [...new Set(faults)].sort();
}

/**
 * Every name referred to in a part of TypeDoc's model, with its package.
 * @param {unknown} part
 * @param {Set<unknown>} seen
 * @returns {Generator<{from: string | undefined, to: string}>}
 */
function* referencesIn(part, seen = new Set()) {
  if (typeof part !== 'object' || part === null || seen.has(part)) return;
  seen.add(part);
  if (Array.isArray(part)) {
    for (const each of part) yield* referencesIn(each, seen);
    return;
  }
  const {type, name, refersToTypeParameter = false, ...rest} = /** @type {Record<string, unknown>} */ (part);
  if (type === 'reference' && refersToTypeParameter !== true) yield {from: packageOf(part), to: String(name)};
  for (const key of PARTS) yield* referencesIn(key === 'type' ? type : rest[key], seen);
}

/** @param {object} reference */
function packageOf(reference) {
  return /** @type {import('typedoc').ReferenceType} */ (reference).package;
}

/** Where a part of the model has its own parts. */
const PARTS = [
  ...[
    'type',
    'signatures',
    'parameters',
    'typeParameters',
    'children',
    'extendedTypes',
    'indexSignatures',
    'getSignature',
  ],
  ...[
    'typeArguments',
    'declaration',
    'types',
    'elementType',
    'elements',
    'element',
    'target',
    'objectType',
    'indexType',
  ],
  ...['checkType', 'extendsType', 'trueType', 'falseType', 'parameterType', 'templateType', 'queryType'],
];
