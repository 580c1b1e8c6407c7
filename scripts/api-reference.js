// The libraries' reference, from their docstrings: a page for each entry point, and one that lists their exports.
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {ReflectionKind} from 'typedoc';
import {exportAnchors, withAnchors} from './api/anchors.js';
import {LIBRARIES} from './api/public.js';
import {readApi} from './api/read.js';
import {root} from './bootstrap/checkout.js';

/** @typedef {import('./api/read.js').Api} Api */
/** @typedef {import('./api/read.js').Declaration} Declaration */

const MADE = '<!-- Made by `npm run reference` from the docstrings. -->\n\n';
const INDEX = 'README.md';

/**
 * The pages of a library by name.
 * @param {Api} api
 * @returns {Promise<Map<string, string>>}
 */
export async function apiPages(api) {
  const directory = mkdtempSync(join(tmpdir(), 'vip-api-'));
  try {
    api.app.options.setValue('outputs', [{name: 'markdown', path: directory}]);
    await api.app.generateOutputs(api.project);
    const names = api.entries.map(({module}) => `${module.name}.md`);
    const made = names.map(
      name => /** @type {const} */ ([name, MADE + readFileSync(join(directory, name), 'utf8')]),
    );
    const pages = withAnchors(new Map(made));
    return new Map([[INDEX, indexPage(api, pages)], ...pages]);
  } finally {
    rmSync(directory, {recursive: true});
  }
}

/** @param {Api} api @param {ReadonlyMap<string, string>} pages */
function indexPage({name, entries}, pages) {
  const parts = entries.map(({entry, module, exports}) => {
    const page = `${module.name}.md`;
    const anchors = exportAnchors(pages.get(page) ?? '');
    const rows = exports.map(one => {
      const link = `[\`${one.name}\`](${page}#${anchors.get(one.name)})`;
      return `| ${link} | ${kindOf(one)} | ${sentenceOf(one).replaceAll('|', '\\|')} |`;
    });
    const title = `## [${entry}](${module.name}.md)`;
    return [title, '', `${sentenceOf(module)}.`, '', '| | | |', '| --- | --- | --- |', ...rows, ''].join(
      '\n',
    );
  });
  const readme = `../../packages/${name.replace('@vip/', '')}/README.md`;
  return `${MADE}# ${name}\n\nEvery export; the [README](${readme}) shows the package at work.\n\n${parts.join('\n')}`;
}

/** @param {Declaration} one */
function kindOf(one) {
  const words = {
    Function: 'function',
    Class: 'class',
    Interface: 'interface',
    TypeAlias: 'type',
    Variable: 'const',
  };
  return words[/** @type {keyof typeof words} */ (ReflectionKind[one.kind])];
}

/** The first sentence of a docstring, on one line. @param {Declaration} one */
function sentenceOf(one) {
  const comment = one.comment ?? one.signatures?.[0]?.comment;
  const text = (comment?.summary ?? [])
    .map(part => part.text)
    .join('')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const sentence = /^.*?(?:\.(?=\s+[A-Z`]|$)|$)/.exec(text)?.[0] ?? text;
  return sentence.replace(/[.;:]$/, '');
}

/** Writes all pages to docs. */
export async function writeApi() {
  for (const library of LIBRARIES) {
    const directory = join(root, 'docs', library);
    rmSync(directory, {recursive: true, force: true});
    mkdirSync(directory);
    for (const [page, text] of await apiPages(await readApi(library)))
      writeFileSync(join(directory, page), text);
  }
}
