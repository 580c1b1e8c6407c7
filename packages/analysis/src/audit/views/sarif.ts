/**
 * The audit as a SARIF log, which code scanning takes (OASIS SARIF 2.1.0).
 *
 * @module
 */

import {type Finding, framesOf, type LinePlace, linesOf} from '../../findings/finding.js';
import {ALL_RULES} from '../all-rules.js';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** One run, with every rule that there is. */
export function sarifLog(findings: readonly Finding[], version: string): object {
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'vip audit',
            version,
            rules: ALL_RULES.map(({code, severity, title, thread}) => ({
              id: code,
              shortDescription: {text: title},
              helpUri: thread,
              defaultConfiguration: {level: severity},
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: findings.map(result),
      },
    ],
  };
}

function result(finding: Finding): object {
  const {code, severity, evidence, consequence, remedy} = finding;
  const [first, ...more] = linesOf(finding);
  const frames = framesOf(finding);
  return {
    ruleId: code,
    ruleIndex: ALL_RULES.findIndex(rule => rule.code === code),
    level: severity,
    message: {text: `${evidence}: ${consequence}. What to do: ${remedy}.`},
    ...(first === undefined ? {} : {locations: [location(first)]}),
    // A capture is no artefact of the code that is scanned.
    ...(frames.length === 0 ? {} : {properties: {frames}}),
    ...(more.length === 0 ? {} : {relatedLocations: more.map((place, id) => ({id, ...location(place)}))}),
  };
}

/** A relative path stays relative; characters that a URI cannot contain are escaped. */
function location({file, line}: LinePlace): {physicalLocation: object} {
  const uri = file.split('/').map(encodeURIComponent).join('/');
  return {
    physicalLocation: {
      artifactLocation: {uri: file.startsWith('/') ? `file://${uri}` : uri},
      region: {startLine: line},
    },
  };
}
