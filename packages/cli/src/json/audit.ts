/**
 * @module
 */

import type {AuditTotals, PredictionObject} from '@vip/analysis/audit';
import {
  BOOLEAN,
  COUNT,
  DURATION,
  eitherOf,
  everyOf,
  field,
  listOf,
  NUMBER,
  object,
  optional,
  TEXT,
  untyped,
  wordsOf,
} from '@vip/analysis/schema';
import {FINDING_IN_FILE} from './finding.js';
import type {PrintingCommand} from './printed.js';

const SPAN = untyped('audit-span', {
  least: field(DURATION, 'at least'),
  most: field(DURATION, 'at most'),
});

const STANDING = untyped('audit-standing', {
  node: field(TEXT, 'the node'),
  priority: field(eitherOf(NUMBER, wordsOf('FAULT')), 'what it is worth, or that it takes no part'),
});

export const AUDIT: PrintingCommand = {
  command: 'vip audit --json',
  about: '[audit.md](audit.md) has every `code`.',
  objects: [
    {kind: 'finding', means: 'something is wrong, the worst first', shape: FINDING_IN_FILE},
    {
      kind: 'prediction',
      means: 'what happens to a virtual router in an event',
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
          'what happens',
        ),
        check: optional(TEXT, 'which check fails'),
        on: field(listOf(TEXT), 'the nodes where it happens'),
        owner: optional(TEXT, 'who has the address then; absent where nobody has it, or more than one'),
        moves: field(BOOLEAN, 'whether it is somewhere else than before'),
        twoOwners: field(BOOLEAN, 'whether each of the nodes has it'),
        silent: optional(BOOLEAN, 'whether nobody announces it'),
        margin: optional(NUMBER, 'by how much the owner is ahead of the next'),
        afterNs: optional(SPAN, 'until it has moved; after a crash, from the last advertisement'),
        standings: field(listOf(STANDING), 'what each node is worth then'),
        text: field(TEXT, 'the same as a sentence'),
      }),
    },
    {
      kind: 'summary',
      means: 'the last',
      shape: object<AuditTotals>('audit-summary', {
        kind: field(wordsOf('summary'), 'what it is'),
        nodes: field(listOf(TEXT), 'the nodes'),
        errors: field(COUNT, 'findings of severity error'),
        warnings: field(COUNT, 'of severity warning'),
        notes: field(COUNT, 'of severity note'),
      }),
    },
  ],
};
