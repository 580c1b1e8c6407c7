/**
 * `takeTurns` inside a node: `node turns.js N JSON`, where JSON is a list of names and command lines, with the expected
 * exit codes if not 0. Only the command is timed, without the time it takes to enter the node.
 *
 * @module
 */

import {timed} from './machine.js';
import {takeTurns} from './measure.js';

const [n = '1', list = '[]'] = process.argv.slice(2);
const commands = JSON.parse(list) as {name: string; argv: string[]; expected?: number[]}[];
const contestants = commands.map(({name, argv, expected}) => ({name, run: () => timed(argv, expected)}));
console.log(JSON.stringify(await takeTurns(contestants, Number(n))));
