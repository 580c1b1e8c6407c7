/**
 * What `vip audit` predicts of a trial, field by field.
 *
 * @module
 */

import type {Forecast, PredictedOutage, PredictedTakeover} from '../events/timeline-event.js';
import {MILLISECONDS} from './common.js';
import {COUNT, type Described, field, IP, listOf, object, optional, TEXT, wordsOf} from './shape.js';

const TAKEOVER = object<PredictedTakeover>('takeover', {
  vrid: field(COUNT, 'VRID of the advertisements'),
  family: field(wordsOf('IPv4', 'IPv6'), 'their address family'),
  by: field(TEXT, 'node that takes over'),
  from: field(
    wordsOf('fault', 'last-advertisement'),
    'start of the interval: the fault, or the last advertisement that the new owner heard before it took over',
  ),
  leastMs: field(MILLISECONDS, 'lower bound of the interval that ends with its first advertisement'),
  mostMs: field(MILLISECONDS, 'upper bound'),
});

const OUTAGE = object<PredictedOutage>('predicted-outage', {
  leastMs: field(MILLISECONDS, 'lower bound'),
  mostMs: optional(MILLISECONDS, 'upper bound; absent if it lasts until the neighbours’ entries expire'),
});

export const FORECAST_FIELDS: Described<Forecast> = {
  ips: field(listOf(IP), 'the addresses that it covers: those of one instance'),
  text: field(TEXT, 'the prediction as a sentence'),
  owners: optional(listOf(TEXT), 'nodes that hold the address at the end; absent if nothing is predicted'),
  outage: optional(OUTAGE, 'longest outage'),
  takeover: optional(TAKEOVER, 'when the new owner first advertises'),
};

export const FORECAST = object<Forecast>('forecast', FORECAST_FIELDS);
