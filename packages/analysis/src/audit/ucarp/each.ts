/**
 * Iteration for ucarp rules.
 *
 * @module
 */

import {largest} from '../../collections/extremes.js';
import {listed} from '../../text/count-text.js';
import {formatSeconds} from '../calculations/timing.js';
import type {FindingDraft} from '../rules/rule.js';
import type {UcarpCommand} from './command.js';
import type {UcarpGroup} from './group.js';
import {ucarpRefusal} from './refusals.js';
import {addressText, type givenOf, patienceOf, placeOfOption} from './values.js';

type Name = Parameters<typeof givenOf>[1];

export const UCARP_SOURCE = 'https://github.com/jedisct1/UCarp/blob/master/src/';

/** Pairs the first with each of the others, omitting those that do not start. */
export function eachUcarpPair(find: (one: UcarpCommand, other: UcarpCommand) => FindingDraft | undefined) {
  return (groups: readonly UcarpGroup[]): FindingDraft[] =>
    groups
      .map(startingOf)
      .flatMap(([first, ...others]) =>
        first === undefined ? [] : others.flatMap(other => find(first, other) ?? []),
      );
}

/** Each pair in which both have the option, with different values. */
export function eachUcarpDifference<Value extends string | number>(
  name: Name,
  read: (command: UcarpCommand) => Value | undefined,
  tell: (one: Told<Value>, other: Told<Value>) => Omit<FindingDraft, 'subject' | 'where'>,
) {
  return eachUcarpPair((one, other) => {
    const [first, second] = [read(one), read(other)];
    if (first === undefined || second === undefined || first === second) return undefined;
    return {
      subject: ucarpSubject([one, other]),
      where: bothPlaces([one, other], name),
      ...tell({command: one, value: first}, {command: other, value: second}),
    };
  });
}

interface Told<Value> {
  readonly command: UcarpCommand;
  readonly value: Value;
}

export function eachCommand(find: (command: UcarpCommand) => FindingDraft | undefined) {
  return (groups: readonly UcarpGroup[]): FindingDraft[] =>
    groups.flatMap(group => startingOf(group).flatMap(command => find(command) ?? []));
}

/** A process that does not start has no peers. */
export function startingOf(group: UcarpGroup): UcarpGroup {
  return group.filter(command => ucarpRefusal(command) === undefined);
}

/** `10.0.0.1 (lb1, lb2)`. */
export function ucarpSubject(commands: UcarpGroup): string {
  const addresses = [...new Set(commands.map(addressText))].join('/');
  return `${addresses} (${commands.map(({node}) => node).join(', ')})`;
}

export function bothPlaces(commands: UcarpGroup, name: Name) {
  return commands.map(command => placeOfOption(command, name));
}

/** The consequence if neither accepts the other's advertisements. */
export function bothMasters(commands: UcarpGroup): string {
  const waits = commands.map(patienceOf).filter(wait => wait !== undefined);
  const from = waits.length === 0 ? '' : ` from ${formatSeconds(largest(waits))} after their start`;
  const addresses = listed([...new Set(commands.map(addressText))]);
  return `${listed(commands.map(({node}) => node))} are both masters, and both hold ${addresses}${from}, for as long as both run`;
}
