/**
 * The values of a command line as ucarp interprets them.
 *
 * @module
 */

import type {LinePlace} from '../../findings/finding.js';
import type {UcarpCommand} from './command.js';

type Name = Parameters<UcarpCommand['options']['get']>[0];

export function has({options}: UcarpCommand, name: Name): boolean {
  return options.has(name);
}

/** Undefined if it is not given, or only the shell knows it. */
export function givenOf({options}: UcarpCommand, name: Name): string | undefined {
  return options.get(name)?.value;
}

/** The place of the option, otherwise of the command. */
export function placeOfOption({options, place}: UcarpCommand, name: Name): LinePlace {
  return options.get(name)?.place ?? place;
}

/** As strtoul(3) with base 0: `0x1f` and `017` are numbers too; anything else is 0. */
export function numberOf(command: UcarpCommand, name: Name): number | undefined {
  const text = givenOf(command, name);
  if (text === undefined) return undefined;
  const [, sign = '', hex, octal, decimal] =
    /^\s*([-+]?)(?:0x([\da-f]+)|(0[0-7]*)|([1-9]\d*))/i.exec(text) ?? [];
  const size =
    hex !== undefined
      ? Number.parseInt(hex, 16)
      : octal !== undefined
        ? Number.parseInt(octal, 8)
        : Number(decimal ?? 0);
  return sign === '-' ? -size : size;
}

/** An option stored in eight bits, or its default; undefined if unknown. */
function octetOf(command: UcarpCommand, name: Name, otherwise: number): number | undefined {
  if (!has(command, name)) return command.isOpen ? undefined : otherwise;
  const value = numberOf(command, name);
  return value === undefined ? undefined : value & 0xff;
}

export function advbaseOf(command: UcarpCommand): number | undefined {
  return octetOf(command, 'advbase', 1);
}

export function advskewOf(command: UcarpCommand): number | undefined {
  return octetOf(command, 'advskew', 0);
}

export function deadRatioOf(command: UcarpCommand): number | undefined {
  return has(command, 'deadratio') ? numberOf(command, 'deadratio') : command.isOpen ? undefined : 3;
}

/** Its advertisement interval as master; the shortest wins. Milliseconds. */
export function intervalOf(command: UcarpCommand): number | undefined {
  const [base, skew] = [advbaseOf(command), advskewOf(command)];
  return base === undefined || skew === undefined ? undefined : base * 1000 + (skew * 1000) / 256;
}

/** Silence after which it takes over. Milliseconds. */
export function patienceOf(command: UcarpCommand): number | undefined {
  const [base, skew, ratio] = [advbaseOf(command), advskewOf(command), deadRatioOf(command)];
  if (base === undefined || skew === undefined || ratio === undefined) return undefined;
  return base * ratio * 1000 + (skew * 1000) / 256;
}

export function multicastGroupOf(command: UcarpCommand): string | undefined {
  return has(command, 'mcastip') || command.isOpen ? givenOf(command, 'mcastip') : '224.0.0.18';
}

/** `10.0.0.1`, or a placeholder if unknown. */
export function addressText(command: UcarpCommand): string {
  return givenOf(command, 'addr') ?? 'its address';
}
