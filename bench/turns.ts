/**
 * `takeTurns` inside a node: `node turns.js N JSON`, where JSON is a list of names and command lines. What is timed
 * is the command alone, without what it takes to get into the node.
 *
 * @module
 */

import {timed} from './machine.js';
import {takeTurns} from './measure.js';

const [n = '1', list = '[]'] = process.argv.slice(2);
const commands = JSON.parse(list) as {name: string; argv: string[]}[];
const contestants = commands.map(({name, argv}) => ({name, run: () => timed(argv)}));
console.log(JSON.stringify(await takeTurns(contestants, Number(n))));
