/**
 * @module
 */

import type {HeardRouter, Unseen} from '@vip/analysis/doctor';
import {
  COUNT,
  DURATION,
  field,
  IP,
  listOf,
  MAC,
  object,
  optional,
  TEXT,
  untyped,
  wordsOf,
} from '@vip/analysis/schema';
import {FINDING_FIELDS} from './finding.js';
import type {PrintingCommand} from './printed.js';

export const DOCTOR: PrintingCommand = {
  command: 'vip doctor --json',
  about: '',
  objects: [
    {
      kind: 'finding',
      means: 'something is wrong, the worst first',
      shape: untyped('finding-of-host', FINDING_FIELDS),
    },
    {
      kind: 'unseen',
      means: 'a check could not be performed, which is not that all is well',
      shape: object<Unseen & {kind: 'unseen'}>('unseen', {
        kind: field(wordsOf('unseen'), 'what it is'),
        code: field(TEXT, 'the check'),
        subject: field(TEXT, 'whom it is about'),
        why: field(TEXT, 'what could not be read, and why'),
      }),
    },
    {
      kind: 'heard',
      means: 'with `--probe`: a router advertises itself',
      shape: object<HeardRouter & {kind: 'heard'}>('heard-router', {
        kind: field(wordsOf('heard'), 'what it is'),
        protocol: field(TEXT, '`VRRPv2`, `VRRPv3` or `CARP`'),
        id: field(COUNT, 'of the virtual router'),
        priority: field(COUNT, '0 gives up, 255 is the owner'),
        intervalNs: field(DURATION, 'between two advertisements'),
        source: field(IP, 'who advertises'),
        group: field(IP, 'to whom: a group, or one peer'),
        mac: optional(MAC, 'from which it was sent'),
      }),
    },
    {
      kind: 'change',
      means: 'with `--watch`: a finding appeared or is gone; with the fields of a finding',
      shape: untyped('finding-change', {
        ...FINDING_FIELDS,
        kind: field(wordsOf('change'), 'what it is'),
        at: field(TEXT, 'when: ISO 8601, UTC'),
        change: field(wordsOf('appeared', 'gone'), 'what became of it'),
      }),
    },
    {
      kind: 'summary',
      means: 'the last, or with `--watch` the last of the first look',
      shape: untyped('doctor-summary', {
        kind: field(wordsOf('summary'), 'what it is'),
        subjects: field(listOf(TEXT), 'what was looked at'),
        errors: field(COUNT, 'found'),
        warnings: field(COUNT, 'found'),
        notes: field(COUNT, 'found'),
        unseen: field(COUNT, 'checks that could not be performed'),
      }),
    },
  ],
};
