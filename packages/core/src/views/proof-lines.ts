/**
 * What a trial of audited configurations showed, beside what was predicted. Pure.
 *
 * @module
 */

import type {Proof} from '../audit/prove.js';
import {formatFault} from '../trial/fault.js';
import {formatOutcome} from '../trial/forecast-outcome.js';
import {wrap} from './lesson-lines.js';

export function formatProof({router, fault, codes, nodes, report}: Proof): string[] {
  const {forecast, failure, findings} = report;
  const shows = codes.length === 0 ? '' : `, for ${codes.join(', ')}`;
  const said = findings.filter(({code}) => code === 'silent-failback' || code === 'dark-after-failback');
  return [
    ...wrap(`${router.name} on ${nodes.join(' and ')} in the lab: ${formatFault(fault)}${shows}`),
    ...indented(forecast === undefined ? 'Nothing was predicted.' : `Predicted: ${forecast.text}.`),
    ...(forecast === undefined ? [] : indented(formatOutcome(forecast))),
    ...said.flatMap(({evidence}) => indented(evidence)),
    ...(failure === undefined ? [] : indented(`The trial ended early: ${failure.message}.`)),
  ];
}

function indented(text: string): string[] {
  return wrap(text).map(line => `  ${line}`);
}
