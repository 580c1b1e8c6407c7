/**
 * What a trial of audited configurations showed, compared with what was predicted. Pure.
 *
 * @module
 */

import {movingAddresses, wrap} from '@vip/analysis/internal';
import type {Proof} from '../audit/prove.js';
import {formatFault} from '../trial/fault.js';
import {outcomeTexts, predictionText} from './forecast-lines.js';

export function formatProof({router, fault, codes, nodes, report}: Proof): string[] {
  const {trial, forecasts = [], failure, findings} = report;
  const moving = movingAddresses(trial).length;
  const shows = codes.length === 0 ? '' : `, for ${codes.join(', ')}`;
  const said = findings.filter(({code}) => code === 'silent-failback' || code === 'dark-after-failback');
  return [
    ...wrap(`${router.name} on ${nodes.join(' and ')} in the lab: ${formatFault(fault)}${shows}`),
    ...(forecasts.length === 0 ? indented('Nothing was predicted.') : []),
    ...forecasts.flatMap(forecast => [
      ...indented(`Predicted${predictionText(forecast, moving)}.`),
      ...outcomeTexts(forecast, moving).flatMap(indented),
    ]),
    ...said.flatMap(({evidence}) => indented(evidence)),
    ...(failure === undefined ? [] : indented(`The trial ended early: ${failure.message}.`)),
  ];
}

function indented(text: string): string[] {
  return wrap(text).map(line => `  ${line}`);
}
