/**
 * Every way to call every command, with every existing option: the option is read, or refused by name. None
 * is silently ignored.
 */

import {readFileSync} from 'node:fs';
import {dirname, join, relative} from 'node:path';
import {fileURLToPath} from 'node:url';
import {type AnyOption, createProgram, doesRead} from '@vip/cli/grammar';
import test from 'ava';
import {type Call, callsOf, optionsOf, typed} from '../helpers/grammar.js';
import {vip} from '../helpers/product.js';
import {refusal} from '../helpers/refusal.js';
import {rounds} from '../helpers/torture.js';

const who = process.getuid?.() === 0 ? 'root' : 'user';

const {commands: COMMANDS} = await createProgram(() => {});
const OPTIONS = optionsOf(COMMANDS);
// The words after the node of `vip exec` belong to another program.
const CALLS = callsOf(COMMANDS).filter(({command}) => command.name() !== 'exec');

/** Whether this call must refuse the option, because it does not read it. */
function mustRefuse({command, call, modes}: Call, {long}: AnyOption): boolean {
  const own = command.options.find(option => option.long === long);
  if (own === undefined) return true;
  const mode = modes.find(each => each.call === call);
  return mode !== undefined && !doesRead(mode, own);
}

for (const command of COMMANDS) {
  const calls = CALLS.filter(call => call.command === command);
  if (calls.length === 0) continue;
  test(`vip ${command.name()}: each option is read, or refused by name`, async t => {
    const read = new Set<string | undefined>();
    for (const call of calls) {
      t.is(await refusal(call.words, COMMANDS), undefined, call.words.join(' '));
      for (const option of OPTIONS) {
        const own = command.options.find(({long}) => long === option.long);
        const words = [...call.words, ...typed(own ?? option)];
        const reason = await refusal(words, COMMANDS);
        if (reason === undefined) read.add(option.long);
        if (mustRefuse(call, option)) t.true(reason?.startsWith(`${option.long}: `), words.join(' '));
        // Of two that do not go together, the error names one.
        if (reason !== undefined)
          t.regex(reason, /^--[\w-]+: (?:vip [^;]* does not read it|this is now: vip )/);
      }
    }
    t.deepEqual(
      command.options.map(({long}) => long).filter(long => !read.has(long)),
      [],
      'an option that no way to call the command reads',
    );
  });
}

test('an option accepts its own default', t => {
  for (const {long, defaultValue, defaultValueDescription, parseArg} of OPTIONS) {
    if (defaultValueDescription === undefined) continue;
    t.deepEqual(parseArg?.(defaultValueDescription, undefined), defaultValue, long ?? '');
  }
});

/** `-w`, `--write`, and the values that it takes: `4`, `6` and `both` of `--family <4|6|both>`. */
function wordsOf(flags: string): string[] {
  return flags.split(/[\s,<>[\]|]+/).filter(word => word !== '');
}

test('in every command, an option has the same name and takes the same values, or fewer if help says so', t => {
  const all = COMMANDS.flatMap(({options}) => options);
  for (const command of COMMANDS) {
    for (const {long, flags} of command.options) {
      const widest = all
        .filter(option => option.long === long)
        .map(option => wordsOf(option.flags))
        .reduce((one, other) => (other.length > one.length ? other : one));
      t.deepEqual(
        wordsOf(flags).filter(word => !widest.includes(word)),
        [],
        `${command.name()} ${long}`,
      );
    }
  }
});

const SOURCES = fileURLToPath(new URL('../../../packages/cli/src', import.meta.url));

/** The text of a source and of all that it imports from the command line's sources, except those that define the options. */
function textBehind(path: string, seen = new Set<string>()): string {
  if (seen.has(path)) return '';
  seen.add(path);
  const text = readFileSync(path, 'utf8');
  const imports = [...text.matchAll(/(?:from |import\()'(\.[^']*)\.js'/g)].map(([, from = '']) =>
    join(dirname(path), `${from}.ts`),
  );
  return [
    text,
    ...imports
      .filter(file => !/^(?:grammar|options)\//.test(relative(SOURCES, file)))
      .map(file => textBehind(file, seen)),
  ].join('\n');
}

for (const command of COMMANDS.filter(({options}) => options.length > 0)) {
  test(`vip ${command.name()}: its code reads each of its options`, t => {
    const text = textBehind(join(SOURCES, 'actions', `${command.name()}.ts`));
    for (const option of command.options)
      t.regex(text, new RegExp(`\\b${option.attributeName()}\\b`), option.long);
  });
}

/**
 * The tests above call the program's functions with every option; the program itself is run with one in this
 * many.
 */
const STRIDE = rounds(6, 1);

const NAMED = OPTIONS.map((option, index) => {
  const refusing = CALLS.filter(call => mustRefuse(call, option));
  return {option, call: refusing[index % refusing.length] as Call};
}).filter(({call}, index) => call !== undefined && index % STRIDE === 0);

for (const {option, call} of NAMED) {
  test(`the program: ${call.call} refuses ${option.long}`, async t => {
    const {code, stdout, stderr} = await vip(who, [...call.words, ...typed(option)]);
    t.is(code, 2, stderr);
    t.is(stdout, '');
    t.regex(stderr, new RegExp(`^vip: ${option.long}: [^\\n]*\\n$`));
  });
}
