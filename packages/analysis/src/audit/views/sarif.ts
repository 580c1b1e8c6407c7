/**
 * The audit as a SARIF log (OASIS SARIF 2.1.0), with the extras that code scanning requires: help for each rule, a place and a fingerprint
 * for each result, links to the other lines.
 *
 * @module
 */

import {type Finding, framesOf, type LinePlace, linesOf, SEVERITY_MEANINGS} from '../../findings/finding.js';
import {sentencesOf} from '../../findings/finding-lines.js';
import {sentence} from '../../findings/sentence.js';
import {ALL_RULES} from '../all-rules.js';
import {type RuleText, ruleReference} from '../rules/rule.js';
import {lineHashes} from './line-hash.js';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/**
 * One run, with every rule.
 *
 * @param textOf the contents of a file in the findings; undefined if unknown, in which case its results have no fingerprint
 */
export function sarifLog(
  findings: readonly Finding[],
  version: string,
  textOf: (file: string) => string | undefined,
): object {
  const fingerprintOf = fingerprints(textOf);
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {driver: {name: 'vip audit', version, rules: ALL_RULES.map(describeRule)}},
        columnKind: 'utf16CodeUnits',
        results: findings.map(finding => result(finding, fingerprintOf)),
      },
    ],
  };
}

function describeRule(rule: RuleText): object {
  const {code, severity, title, thread} = rule;
  const description = `${sentence(title)} ${sentence(SEVERITY_MEANINGS[severity])}`;
  const reference = ruleReference(rule);
  return {
    id: code,
    shortDescription: {text: title},
    fullDescription: {text: description},
    help: {
      text: `${description} An example: ${reference}. Where it happened, or is defined: ${thread}`,
      markdown: `${description}\n\nAn example is in \`${reference}\`. [Where it happened, or is defined](${thread}).`,
    },
    helpUri: thread,
    defaultConfiguration: {level: severity},
  };
}

function result(finding: Finding, fingerprintOf: (place: LinePlace) => string | undefined): object {
  const {code, severity} = finding;
  const [first, ...more] = linesOf(finding);
  const frames = framesOf(finding);
  const fingerprint = first && fingerprintOf(first);
  return {
    ruleId: code,
    ruleIndex: ALL_RULES.findIndex(rule => rule.code === code),
    level: severity,
    message: {text: [...sentencesOf(finding), ...linksTo(more)].join(' ')},
    ...(first === undefined ? {} : {locations: [location(first)]}),
    ...(fingerprint === undefined ? {} : {partialFingerprints: {primaryLocationLineHash: fingerprint}}),
    // A capture is not an artefact of the scanned code.
    ...(frames.length === 0 ? {} : {properties: {frames}}),
    ...(more.length === 0 ? {} : {relatedLocations: more.map((place, id) => ({id, ...location(place)}))}),
  };
}

/** Code scanning shows related locations only if the message links to them (SARIF 2.1.0, section 3.11.6). */
function linksTo(places: readonly LinePlace[]): string[] {
  if (places.length === 0) return [];
  const links = places.map(
    ({file, line}, id) => `[${file.replace(/[\\[\]]/g, String.raw`\$&`)}:${line}](${id})`,
  );
  return [`See also ${links.join(', ')}.`];
}

function location({file, line}: LinePlace): {physicalLocation: object} {
  return {physicalLocation: {artifactLocation: {uri: uriOf(file)}, region: {startLine: line}}};
}

/** Relative paths stay relative, as in a repository; characters that a URI cannot contain are escaped. */
function uriOf(file: string): string {
  const parts: string[] = [];
  for (const part of file.split('/').filter(each => each !== '.' && each !== '')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  const path = parts.map(encodeURIComponent).join('/');
  return file.startsWith('/') ? `file:///${path}` : path;
}

/** Each file is read once. */
function fingerprints(
  textOf: (file: string) => string | undefined,
): (place: LinePlace) => string | undefined {
  const known = new Map<string, ReturnType<typeof hashesOf>>();
  return ({file, line}) => {
    const hashes = known.get(file) ?? hashesOf(textOf(file));
    known.set(file, hashes);
    return hashes(line);
  };
}

function hashesOf(text: string | undefined): (line: number) => string | undefined {
  return text === undefined ? () => undefined : lineHashes(text);
}
