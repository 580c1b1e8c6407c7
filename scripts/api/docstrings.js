// What the docstrings of a library leave unsaid, a line for each: an export without a docstring, a number without unit and range, a
// missing error, a codec without its standard.
import {ReflectionKind} from 'typedoc';
import {citedBy} from './sources.js';
import {throwing} from './throws.js';

/** @typedef {import('typedoc').DeclarationReflection} Declaration */
/** @typedef {import('./read.js').Api} Api */

/** Exports that no standard describes: our own ways of representing addresses and frames. */
const OWN_FORMS =
  /\/wire\/(?:address\/(?:address-key|ip-address|ip-interface|mac-number)|frame\/(?:decode-frame|layers|stack)|address-announcement|octets)\.ts$/;
/** Entry points whose functions follow standards. */
const BY_STANDARDS = ['@vip/arp', '@vip/arp/capture-file'];

/**
 * @param {Api} api
 * @returns {string[]}
 */
export function unsaid({program, symbolOf, entries, sources}) {
  const mayThrow = throwing(program.getTypeChecker(), sources);
  return entries.flatMap(({entry, exports}) =>
    exports.flatMap(one => [
      ...(hasText(one) ? [] : [`${entry}: ${one.name}: expected a docstring, got none`]),
      ...unsaidBy(one, one.name).map(fault => `${entry}: ${fault}`),
      ...(BY_STANDARDS.includes(entry) && !citesSource(one)
        ? [`${entry}: ${one.name}: expected its source, got none`]
        : []),
    ]),
  );

  /** @param {Declaration} one @param {string} name @returns {string[]} */
  function unsaidBy(one, name) {
    const within = one.type?.type === 'reflection' ? (one.type.declaration.children ?? []) : [];
    const parts = [...(one.children ?? []), ...within].filter(part => part.inheritedFrom === undefined);
    return [
      ...(one.signatures ?? []).flatMap(signature => unsaidByParameters(signature, name)),
      ...(mayGoWrong(one) ? [`${name}: expected @throws, got none`] : []),
      ...parts.flatMap(part => [
        ...(isUnexplainedNumber(part)
          ? [`${name}.${part.name}: expected unit and range, got no docstring`]
          : []),
        ...unsaidBy(part, `${name}.${part.name}`),
      ]),
    ];
  }

  /** @param {Declaration} one */
  function mayGoWrong(one) {
    if (one.signatures === undefined || one.signatures.some(says)) return false;
    return (symbolOf(one)?.declarations ?? []).some(mayThrow);
  }

  /** @param {Declaration} one */
  function citesSource(one) {
    if (!one.kindOf(ReflectionKind.Function)) return true;
    const file = symbolOf(one)?.declarations?.[0]?.getSourceFile().fileName ?? '';
    return OWN_FORMS.test(file) || (one.signatures ?? []).some(({comment}) => citedBy(comment).length > 0);
  }
}

/** Whether it says how it fails, or that it never does, which the fuzzer verifies. @param {import('typedoc').SignatureReflection} signature */
function says({comment}) {
  const summary = (comment?.summary ?? []).map(({text}) => text).join('');
  return comment?.getTag('@throws') !== undefined || /\bnever throws\b/.test(summary);
}

/** @param {import('typedoc').SignatureReflection} signature @param {string} name */
function unsaidByParameters({parameters = []}, name) {
  return parameters.flatMap(({name: parameter, type, comment}) => {
    if (parameter.startsWith('__'))
      return [`${name}: expected @param with a name for what it takes apart, got none`];
    const isSaid = !isNumeric(type) || comment?.hasVisibleComponent();
    return isSaid ? [] : [`${name}: expected @param ${parameter} with unit and range, got none`];
  });
}

/** @param {Declaration} part */
function isUnexplainedNumber(part) {
  return part.kindOf(ReflectionKind.Property) && isNumeric(part.type) && !hasText(part);
}

/** Whether it has a description; tags alone do not count. @param {Declaration} one */
function hasText(one) {
  const comments = [one.comment, ...(one.signatures ?? []).map(({comment}) => comment)];
  return comments.some(comment => comment?.summary.some(({text}) => text.trim() !== ''));
}

/** @param {import('typedoc').SomeType | undefined} type @returns {boolean} */
function isNumeric(type) {
  switch (type?.type) {
    case 'intrinsic':
      return type.name === 'number' || type.name === 'bigint';
    case 'union':
      return type.types.some(isNumeric);
    case 'array':
      return isNumeric(type.elementType);
    default:
      return false;
  }
}
