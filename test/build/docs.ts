/** The documentation holds together: every link leads somewhere, every page can be found. */

import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import test from 'ava';

const root = fileURLToPath(new URL('../../../', import.meta.url));

const pages = [
  '.',
  'docs',
  'test/vectors',
  ...readdirSync(join(root, 'packages')).map(name => `packages/${name}`),
]
  .flatMap(folder => readdirSync(join(root, folder)).map(name => join(folder, name)))
  .filter(path => path.endsWith('.md'));

/** Without code, in which brackets mean something else. */
function prose(path: string): string {
  return readFileSync(path, 'utf8')
    .replaceAll(/^```.*?^```/gms, '')
    .replaceAll(/`[^`\n]*`/g, code => code.replaceAll(/[[\]()]/g, ''));
}

/** Where a heading can be linked to, as GitHub makes it. */
function anchorsOf(path: string): string[] {
  const headings = [
    ...readFileSync(path, 'utf8')
      .replaceAll(/^```.*?^```/gms, '')
      .matchAll(/^#+ (.*)$/gm),
  ];
  const explicit = [...readFileSync(path, 'utf8').matchAll(/<a (?:id|name)="([^"]+)"/g)];
  const made = headings.map(([, text = '']) =>
    text
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
  return [...made, ...explicit.map(([, id = '']) => id)];
}

/** The links of a page that lead nowhere. */
function brokenLinks(page: string): string[] {
  return [...prose(join(root, page)).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter(target => !/^[a-z]+:/.test(target))
    .filter(target => {
      const [file = '', anchor] = target.split('#', 2);
      const path = file === '' ? join(root, page) : resolve(root, dirname(page), file);
      return !existsSync(path) || (anchor !== undefined && !anchorsOf(path).includes(anchor));
    })
    .map(target => `${page}: ${target}`);
}

test('every link in every page leads somewhere', t => {
  t.true(pages.includes(join('docs', 'json.md')));
  t.deepEqual(pages.flatMap(brokenLinks), []);
});

test('docs/README.md leads to every page', t => {
  const index = readFileSync(join(root, 'docs/README.md'), 'utf8');
  const unlisted = readdirSync(join(root, 'docs'))
    .filter(name => name.endsWith('.md') && name !== 'README.md')
    .filter(name => !index.includes(`(${name})`));
  t.deepEqual(unlisted, []);
});
