/**
 * The program accepts every command line in a code block of any page or in an example, exactly as it is
 * written there.
 */

import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {createProgram} from '@vip/cli/grammar';
import test from 'ava';
import {refusal} from '../helpers/refusal.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

const {commands: COMMANDS} = await createProgram(() => {});
const NAMES = COMMANDS.map(command => command.name()).join('|');

/**
 * Page and line of command lines that are meant to be refused: old spellings, a combination that a topology
 * rules out.
 */
const REFUSED = new Set([
  'CHANGELOG.md',
  // Generated: a test compares it with the help, whose wrapped lines may begin with a command's name.
  'docs/reference.md',
  'docs/audit-rules.md',
  'docs/topologies.md: trial --driver keepalived --fault heartbeat-cut',
]);

const PAGES = ['.', 'docs', 'docs/examples', ...packageFolders()]
  .flatMap(folder =>
    readdirSync(join(ROOT, folder), {withFileTypes: true})
      .filter(entry => entry.isFile() && /\.(?:md|yml|service)$|Jenkinsfile$/.test(entry.name))
      .map(entry => join(folder, entry.name)),
  )
  .filter(page => !REFUSED.has(page));

function packageFolders(): string[] {
  return readdirSync(join(ROOT, 'packages')).map(name => `packages/${name}`);
}

/** The code blocks of a page, or the whole of any other file; continued lines are joined. */
function codeOf(page: string): string {
  const text = readFileSync(join(ROOT, page), 'utf8');
  const code = page.endsWith('.md')
    ? [...text.matchAll(/^ *```(?!ts|yaml)\w*\n(.*?)^ *```/gms)].map(([, block = '']) => block).join('\n')
    : text;
  return code.replaceAll(/\\\n\s*/g, '');
}

/** A quoted word, or a piece of one without quotes; what ends a command; a comment. */
const TOKEN = /\s*(?:(#.*|[|&;>)].*)|((?:"[^"\n]*"|'[^'\n]*'|[^\s"'|&;>#)]|(?<=\S)#)+))/y;

/** Where a command begins. In prose, and in a program's output, the name appears elsewhere. */
const START = new RegExp(
  `(?:^ {0,2}|\\$ |sudo |&& |\\| |; |\\) |--no-install |/bin/|=|["'])vip (?=(?:${NAMES})(?: +[^( ]|$))`,
  'g',
);

/** The words after `vip` of each command on a line. */
function commandsIn(line: string): string[][] {
  return [...line.matchAll(START)].map(({0: start, index}) => wordsFrom(line.slice(index + start.length)));
}

function wordsFrom(text: string): string[] {
  const words: string[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match?.[2] !== undefined; match = TOKEN.exec(text))
    words.push(match[2].replaceAll(/["']/g, ''));
  // A script's variable stands for an address, or for a file that does not exist.
  return words.filter(word => word !== '...').map(word => (word.startsWith('$') ? '192.0.2.1' : word));
}

const DOCUMENTED = PAGES.flatMap(page =>
  codeOf(page)
    .split('\n')
    .filter(line => !/^(?:vip: |Usage: | *#)/.test(line))
    .flatMap(commandsIn)
    .map(words => ({page, words})),
).filter(({page, words}) => !REFUSED.has(`${page}: ${words.join(' ')}`));

/** The error for a file that is refused only because this machine does not have it. */
const NOT_THERE = /: no such file$/;

test('the pages have command lines for every command', t => {
  t.true(DOCUMENTED.length > 120, String(DOCUMENTED.length));
  // These two are described in sentences.
  const used = new Set(['completion', 'help', ...DOCUMENTED.map(({words: [name]}) => name)]);
  t.deepEqual(
    COMMANDS.map(command => command.name()).filter(name => !used.has(name)),
    [],
  );
});

for (const page of PAGES) {
  const own = DOCUMENTED.filter(one => one.page === page);
  if (own.length === 0) continue;
  test(`${page}: the program accepts every command line in it`, async t => {
    for (const {words} of own) {
      const reason = await refusal(words, COMMANDS);
      t.true(reason === undefined || NOT_THERE.test(reason), `vip ${words.join(' ')}: ${reason}`);
    }
  });
}
