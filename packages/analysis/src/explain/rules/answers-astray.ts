/**
 * An address that seems healthy, but whose answers go to a machine that may not be the one that asked.
 *
 * @module
 */

import {cannotTell, type Draft} from '../verdict.js';
import {diversions, diversionText} from './returned-elsewhere.js';
import type {Steady} from './steady-case.js';

export function answersAstray({capture, address}: Steady): Draft | undefined {
  const [found] = diversions(capture, address);
  if (found === undefined) return undefined;
  const {sender, since, answers} = found;
  const words = `It answers, but ${diversionText(found)}, although ${sender.ip} sends from ${sender.mac}. Whether its answers arrive there is not shown`;
  return cannotTell(
    `its answers to ${sender.ip} go to ${found.mac}`,
    `${words}.`,
    [since, answers.first],
    REMEDY,
  );
}

const REMEDY =
  'If both MACs belong to one machine (a bond that balances what it receives), nothing is wrong. If not, the answers are being diverted: find the ' +
  "machine behind that MAC (the port of the switch that learned it), and compare the owner's entry (ip neigh) with the MAC of the machine that asks.";
