/**
 * @module
 */

import type {HeardRouter, SubjectChange, Unseen} from '@vip/analysis/internal/doctor';
import {
  COUNT,
  DURATION,
  FINDING,
  FINDING_PART,
  field,
  IP,
  listOf,
  MAC,
  object,
  optional,
  TEXT,
  untyped,
  wordsOf,
} from '@vip/analysis/internal/schema';
import type {PrintingCommand} from './printed.js';

export const DOCTOR_JSON: PrintingCommand = {
  command: 'vip doctor --json',
  about: '',
  objects: [
    {
      kind: 'finding',
      means: 'something is wrong; the most severe first',
      shape: FINDING,
    },
    {
      kind: 'unseen',
      means: 'a check could not be performed, which does not mean that all is well',
      shape: object<Unseen & {kind: 'unseen'}>('unseen', {
        kind: field(wordsOf('unseen'), 'what it is'),
        code: field(TEXT, 'the check'),
        subject: field(TEXT, 'its subject'),
        why: field(TEXT, 'what could not be read, and why'),
      }),
    },
    {
      kind: 'heard',
      means: 'with `--probe`: a router advertises itself',
      shape: object<HeardRouter & {kind: 'heard'}>('heard-router', {
        kind: field(wordsOf('heard'), 'what it is'),
        protocol: field(TEXT, '`VRRPv2`, `VRRPv3` or `CARP`'),
        id: field(COUNT, 'ID of the virtual router'),
        priority: field(COUNT, 'priority: 0 resigns, 255 is the address owner'),
        intervalNs: field(DURATION, 'advertisement interval'),
        source: field(IP, 'source address'),
        group: field(IP, 'destination: a group, or one peer'),
        mac: optional(MAC, 'source MAC'),
      }),
    },
    {
      kind: 'change',
      means: 'with `--watch`: a finding appeared or disappeared; it has the fields of a finding',
      shape: untyped('finding-change', {
        kind: field(wordsOf('change'), 'what it is'),
        ...FINDING_PART,
        at: field(TEXT, 'time in ISO 8601, UTC'),
        change: field(wordsOf('appeared', 'gone'), 'what happened to it'),
      }),
    },
    {
      kind: 'moved',
      means: 'with `--watch`: an address appeared, disappeared, or has another role here',
      shape: object<SubjectChange & {kind: 'moved'; at: string}>('doctor-moved', {
        kind: field(wordsOf('moved'), 'what it is'),
        before: optional(TEXT, 'address, interface and role before; absent where it was not examined'),
        now: optional(TEXT, 'the same now'),
        at: field(TEXT, 'time in ISO 8601, UTC'),
      }),
    },
    {
      kind: 'summary',
      means: 'printed last; with `--watch`, after the first pass',
      shape: untyped('doctor-summary', {
        kind: field(wordsOf('summary'), 'what it is'),
        subjects: field(listOf(TEXT), 'what was checked'),
        errors: field(COUNT, 'findings of severity error'),
        warnings: field(COUNT, 'findings of severity warning'),
        notes: field(COUNT, 'findings of severity note'),
        unseen: field(COUNT, 'checks that could not be performed'),
      }),
    },
  ],
};
