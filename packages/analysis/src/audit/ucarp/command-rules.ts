/** Rules about a single ucarp command line. */

import type {FindingDraft, RuleOf} from '../rules/rule.js';
import type {UcarpCommand} from './command.js';
import {eachCommand, UCARP_SOURCE, ucarpSubject} from './each.js';
import type {UcarpGroup} from './group.js';
import {ucarpRefusal} from './refusals.js';
import {addressText, has, numberOf, placeOfOption} from './values.js';

type UcarpRule = RuleOf<readonly UcarpGroup[]>;

export const ucarpRefused: UcarpRule = {
  code: 'UCARP_REFUSED',
  severity: 'error',
  title: 'ucarp does not start with these options',
  thread: `${UCARP_SOURCE}ucarp.c`,
  find: groups => groups.flat().flatMap(command => refused(command) ?? []),
};

function refused(command: UcarpCommand): FindingDraft | undefined {
  const refusal = ucarpRefusal(command);
  if (refusal === undefined) return undefined;
  return {
    subject: ucarpSubject([command]),
    where: [refusal.place],
    evidence: `on ${command.node} ${refusal.text}`,
    consequence: `ucarp exits at once, and ${command.node} never takes over ${addressText(command)}`,
    remedy: refusal.remedy,
  };
}

export const ucarpScriptMissing: UcarpRule = {
  code: 'UCARP_SCRIPT_MISSING',
  severity: 'error',
  title: 'ucarp has no script to add or to remove the address',
  thread: `${UCARP_SOURCE}ucarp.c`,
  find: eachCommand(command => {
    const missing = (['upscript', 'downscript'] as const).filter(name => !has(command, name));
    if (command.isOpen || missing.length === 0) return undefined;
    const address = addressText(command);
    return {
      subject: ucarpSubject([command]),
      where: [command.place],
      evidence: `${command.node} has no ${missing.map(name => `--${name}`).join(' and no ')}`,
      consequence: missing.includes('upscript')
        ? `as master, ${command.node} announces ${address} without having it: packets sent to it get no answer`
        : `${command.node} keeps ${address} when another node becomes master: both hold it`,
      remedy: 'add a script for each; its arguments are the interface and the address',
    };
  }),
};

export const ucarpNoShutdown: UcarpRule = {
  code: 'UCARP_NO_SHUTDOWN',
  severity: 'error',
  title: 'ucarp leaves the address behind when it is stopped',
  thread: `${UCARP_SOURCE}carp.c`,
  find: eachCommand(command => {
    const leaves = has(command, 'downscript') && !has(command, 'shutdown');
    if (!leaves || command.isOpen || command.hasOtherStop) return undefined;
    return {
      subject: ucarpSubject([command]),
      where: [command.place],
      evidence: `${command.node} runs ucarp without --shutdown`,
      consequence: `when ucarp is stopped on ${command.node} while it is master, the down script is not run: ${command.node} keeps ${addressText(command)} while another node takes it over`,
      remedy: 'add --shutdown',
    };
  }),
};

export const ucarpValueWraps: UcarpRule = {
  code: 'UCARP_VALUE_WRAPS',
  severity: 'warning',
  title: 'ucarp keeps only eight bits of the value',
  thread: `${UCARP_SOURCE}ucarp.c`,
  find: eachCommand(command => {
    const name = (['advbase', 'advskew'] as const).find(
      option => (numberOf(command, option) ?? 0) >>> 8 !== 0,
    );
    const value = name === undefined ? undefined : numberOf(command, name);
    if (name === undefined || value === undefined) return undefined;
    return {
      subject: ucarpSubject([command]),
      where: [placeOfOption(command, name)],
      evidence: `--${name} ${value} on ${command.node} becomes ${value & 0xff}`,
      consequence: "the node's preference and takeover time are not as intended",
      remedy: `use a --${name} of 0 to 255`,
    };
  }),
};
