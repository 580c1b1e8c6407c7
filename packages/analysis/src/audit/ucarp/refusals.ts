/**
 * Command lines with which ucarp does not start.
 *
 * @module
 */

import type {LinePlace} from '../../findings/finding.js';
import {octetText} from '../../text/octets.js';
import {addressOf, familyOf} from '../keepalived/model/address.js';
import type {UcarpCommand} from './command.js';
import {advbaseOf, advskewOf, deadRatioOf, givenOf, has, numberOf, placeOfOption} from './values.js';

export interface UcarpRefusal {
  readonly text: string;
  readonly place: LinePlace;
  readonly remedy: string;
}

/** The key has 20 bytes including the terminating NUL. */
const LONGEST_PASSWORD = 19;

/** The first reason; undefined if it starts, as far as is known. */
export function ucarpRefusal(command: UcarpCommand): UcarpRefusal | undefined {
  const {unknown} = command;
  if (unknown !== undefined) return unknownOption(unknown);
  return badValue(command) ?? missing(command);
}

function unknownOption({text, place}: NonNullable<UcarpCommand['unknown']>): UcarpRefusal {
  const remedy =
    text === '-m' ? 'use --mcast, which has no working short form' : `remove ${text}, or complete it`;
  return {text: `ucarp does not read ${text} and prints its usage`, place, remedy};
}

function badValue(command: UcarpCommand): UcarpRefusal | undefined {
  const at = (name: Parameters<typeof placeOfOption>[1]) => placeOfOption(command, name);
  const vhid = numberOf(command, 'vhid');
  const password = has(command, 'passfile') ? undefined : givenOf(command, 'pass');
  if (vhid !== undefined && (vhid < 1 || vhid > 255))
    return {
      text: `--vhid: expected 1 to 255, got ${givenOf(command, 'vhid')}`,
      place: at('vhid'),
      remedy: 'use a --vhid of 1 to 255',
    };
  if (password !== undefined && octetText(password).length > LONGEST_PASSWORD)
    return {
      text: `--pass: expected at most ${LONGEST_PASSWORD} bytes, got ${octetText(password).length}`,
      place: at('pass'),
      remedy: 'use a shorter password',
    };
  const address = ADDRESSES.find(name => isNoAddress(givenOf(command, name)));
  if (address !== undefined)
    return {
      text: `--${address}: expected an IPv4 address, got ${givenOf(command, address)}`,
      place: at(address),
      remedy: 'use an IPv4 address without a mask: ucarp has no IPv6',
    };
  if (deadRatioOf(command) === 0)
    return {
      text: '--deadratio: expected at least 1, got 0',
      place: at('deadratio'),
      remedy: 'omit it for 3',
    };
  if (advbaseOf(command) === 0 && advskewOf(command) === 0)
    return {
      text: '--advbase and --advskew are both 0',
      place: at('advbase'),
      remedy: 'use an --advbase of 1 or more',
    };
  return undefined;
}

const ADDRESSES = ['addr', 'srcip', 'mcastip'] as const;

/** Follows inet_pton(AF_INET). */
function isNoAddress(text: string | undefined): boolean {
  if (text === undefined) return false;
  const ip = addressOf(text);
  return ip === undefined || familyOf(ip) !== 4;
}

function missing(command: UcarpCommand): UcarpRefusal | undefined {
  if (command.isOpen) return undefined;
  const needed = (['vhid', 'srcip', 'addr'] as const).find(name => !has(command, name));
  const hasPassword = has(command, 'pass') || has(command, 'passfile');
  const name = needed ?? (hasPassword ? undefined : 'pass');
  return name === undefined
    ? undefined
    : {text: `--${name} is missing`, place: command.place, remedy: `add --${name}`};
}
