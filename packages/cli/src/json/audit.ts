/**
 * @module
 */

import type {AuditTotals, PredictionObject} from '@vip/analysis/internal/audit';
import {
  BOOLEAN,
  COUNT,
  DURATION,
  eitherOf,
  everyOf,
  FINDING,
  field,
  listOf,
  NUMBER,
  object,
  optional,
  TEXT,
  untyped,
  wordsOf,
} from '@vip/analysis/internal/schema';
import type {ProofObject} from '../commands/audit-prove.js';
import type {PrintingCommand} from './printed.js';
import {TRIAL_REPORT_FIELDS} from './trial-report.js';

const SPAN = untyped('audit-span', {
  least: field(DURATION, 'lower bound'),
  most: field(DURATION, 'upper bound'),
});

const STANDING = untyped('audit-standing', {
  node: field(TEXT, 'the node'),
  priority: field(
    eitherOf(NUMBER, wordsOf('FAULT')),
    'effective priority, or `FAULT` if it does not take part',
  ),
});

export const AUDIT_JSON: PrintingCommand = {
  command: 'vip audit --json',
  about: 'Every `code` is explained in [audit.md](audit.md).',
  objects: [
    {kind: 'finding', means: 'something is wrong; the most severe first', shape: FINDING},
    {
      kind: 'prediction',
      means: 'what happens to a virtual router after an event',
      shape: object<PredictionObject>('audit-prediction', {
        kind: field(wordsOf('prediction'), 'what it is'),
        router: field(TEXT, 'the name of the instance'),
        event: field(
          everyOf<PredictionObject['event']>({
            start: true,
            crash: true,
            stop: true,
            'interface-down': true,
            'check-fails': true,
            return: true,
            freeze: true,
          }),
          'the event',
        ),
        check: optional(TEXT, 'name of the check that fails'),
        on: field(listOf(TEXT), 'the nodes where it happens'),
        owner: optional(TEXT, 'node that then has the address; absent if there is none, or more than one'),
        moves: field(BOOLEAN, 'whether the address moves to another node'),
        twoOwners: field(BOOLEAN, 'whether more than one node has the address'),
        silent: optional(BOOLEAN, 'whether the address moves without an announcement'),
        margin: optional(NUMBER, 'difference between the priority of the owner and the next highest'),
        afterNs: optional(SPAN, 'how long the move takes; after a crash, from the last advertisement'),
        standings: field(listOf(STANDING), 'effective priority of each node'),
        text: field(TEXT, 'the prediction as a sentence'),
      }),
    },
    {
      kind: 'proof',
      means: 'with `--prove`, after the summary: a trial of the configurations',
      shape: object<ProofObject>('audit-proof', {
        kind: field(wordsOf('proof'), 'what it is'),
        router: field(TEXT, 'name of the instance'),
        fault: field(TEXT, 'fault of the trial, as on the command line'),
        codes: field(listOf(TEXT), 'codes of the findings that it shows'),
        nodes: field(listOf(TEXT), 'the two nodes, the owner first'),
        report: field(
          object<ProofObject['report']>('proving-trial', TRIAL_REPORT_FIELDS),
          'report on the trial',
        ),
      }),
    },
    {
      kind: 'summary',
      means: 'printed last',
      shape: object<AuditTotals>('audit-summary', {
        kind: field(wordsOf('summary'), 'what it is'),
        nodes: field(listOf(TEXT), 'the nodes'),
        errors: field(COUNT, 'findings of severity error'),
        warnings: field(COUNT, 'findings of severity warning'),
        notes: field(COUNT, 'findings of severity note'),
      }),
    },
  ],
};
