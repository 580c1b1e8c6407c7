/**
 * `npm run fuzz`: malformed input for every decoder and both readers of capture files.
 *
 *     npm run fuzz                                   a minute for all targets together
 *     npm run fuzz -- --seconds 600 --target pcapng  ten minutes for one
 *     npm run fuzz -- --seed 42                      the same inputs again
 *     npm run fuzz -- --target arp --input FILE      one input, such as a saved one
 *     npm run fuzz -- --findings DIR                 failing inputs go there instead of fuzz/findings
 *
 * @module
 */

import {createHash} from 'node:crypto';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join, relative} from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {failureOf} from './explore.js';
import {PLANTED} from './planted.js';
import {TARGETS} from './targets.js';
import {watchTarget} from './watch.js';

const KNOWN = [...TARGETS, ...PLANTED];
const FINDINGS = fileURLToPath(new URL('../findings', import.meta.url));

const {values} = parseArgs({
  options: {
    seconds: {type: 'string', default: '60'},
    target: {type: 'string', multiple: true},
    seed: {type: 'string', default: String(Math.floor(Math.random() * 2 ** 32))},
    inputs: {type: 'string'},
    input: {type: 'string'},
    findings: {type: 'string', default: FINDINGS},
  },
});

process.exitCode = await main();

async function main(): Promise<number> {
  const names = TARGETS.map(({name}) => name);
  const unknown = values.target?.find(wanted => KNOWN.every(({name}) => name !== wanted));
  if (unknown !== undefined) return refuse(`--target: expected one of ${names.join(', ')}`, unknown);
  const numbers = [values.seconds, values.seed, values.inputs ?? '1'];
  const wrong = numbers.find(text => !/^\d{1,10}(?:\.\d+)?$/.test(text));
  if (wrong !== undefined) return refuse('expected a number', wrong);
  const chosen =
    values.target === undefined ? TARGETS : KNOWN.filter(({name}) => values.target?.includes(name));
  return values.input === undefined ? fuzzAll(chosen.map(({name}) => name)) : replay(values.input, chosen);
}

function refuse(expected: string, got: string): number {
  console.error(`fuzz: ${expected}, got ${JSON.stringify(got)}`);
  return 2;
}

/** Gives each target the same share of the time. The inputs of a target depend on nothing but the seed. */
async function fuzzAll(names: readonly string[]): Promise<number> {
  const milliseconds = (Number(values.seconds) * 1000) / names.length;
  const inputs = values.inputs === undefined ? undefined : Number(values.inputs);
  console.log(`fuzz: seed ${values.seed}`);
  let failures = 0;
  for (const target of names) {
    const {tried, outcomes, failure} = await watchTarget({
      target,
      seed: seedOf(target),
      milliseconds,
      inputs,
    });
    console.log(
      `${target.padEnd(17)} ${String(tried).padStart(9)} inputs ${String(outcomes).padStart(5)} outcomes`,
    );
    if (failure === undefined) continue;
    failures += 1;
    const file = save(target, failure.input);
    console.log(`${target}: ${failure.message}\n  npm run fuzz -- --target ${target} --input ${file}`);
  }
  return failures === 0 ? 0 : 1;
}

function replay(file: string, targets: typeof TARGETS): number {
  const input = new Uint8Array(readFileSync(file));
  const failures = targets.flatMap(target => {
    const message = failureOf(target, input);
    return message === undefined ? [] : [`${target.name}: ${message}`];
  });
  console.log(
    failures.length === 0 ? `no failure: ${targets.map(({name}) => name).join(', ')}` : failures.join('\n'),
  );
  return failures.length === 0 ? 0 : 1;
}

/** A seed for each target, so that not all get the same numbers. */
function seedOf(target: string): number {
  return createHash('sha256').update(`${values.seed} ${target}`).digest().readUInt32LE();
}

function save(target: string, input: Uint8Array): string {
  mkdirSync(values.findings, {recursive: true});
  const name = `${target}-${createHash('sha256').update(input).digest('hex').slice(0, 12)}.bin`;
  const file = join(values.findings, name);
  writeFileSync(file, input);
  return relative(process.cwd(), file);
}
