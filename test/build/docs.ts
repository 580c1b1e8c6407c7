/** The documentation is consistent: every link has a target, and every page can be found. */

import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import test from 'ava';

const root = fileURLToPath(new URL('../../../', import.meta.url));

const pages = [
  '.',
  'docs',
  'docs/analysis',
  'docs/arp',
  'docs/core',
  'test/vectors',
  ...readdirSync(join(root, 'packages')).map(name => `packages/${name}`),
]
  .flatMap(folder => readdirSync(join(root, folder)).map(name => join(folder, name)))
  .filter(path => path.endsWith('.md'));

/** The page without its code, in which brackets mean something else. */
function prose(path: string): string {
  return readFileSync(path, 'utf8')
    .replaceAll(/^```.*?^```/gms, '')
    .replaceAll(/`[^`\n]*`/g, code => code.replaceAll(/[[\]()]/g, ''));
}

/** The anchors of a page's headings, as GitHub generates them. */
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
  return [...numbered(made), ...explicit.map(([, id = '']) => id)];
}

/** Anchors with a number appended to each repeated one. */
function numbered(anchors: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return anchors.map(anchor => {
    const before = seen.get(anchor) ?? 0;
    seen.set(anchor, before + 1);
    return before === 0 ? anchor : `${anchor}-${before}`;
  });
}

/** The links of a page that have no target. */
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

test('every link in every page has a target', t => {
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

/** Texts that users read or run: pages, examples, the action, scripts, and what the program prints. */
function publicTexts(): string[] {
  const scripts = ['action.yml', 'package.json', '.ci/run'];
  const folders = [
    'docs',
    'scripts',
    'bench',
    ...readdirSync(join(root, 'packages')).map(name => `packages/${name}/src`),
  ];
  const inside = folders.flatMap(folder =>
    readdirSync(join(root, folder), {recursive: true, withFileTypes: true})
      .filter(
        entry =>
          entry.isFile() && !/node_modules|[\\/]dist[\\/]?|\.png$/.test(join(entry.parentPath, entry.name)),
      )
      .map(entry => join(entry.parentPath, entry.name).slice(root.length)),
  );
  return [...pages, ...scripts, ...inside];
}

/**
 * `vip` on the registry belongs to someone else, so fetching it by that name would run a stranger's program.
 */
const FETCHES_BY_NAME = [
  /\b(?:npx|pnpx|bunx|pnpm dlx|yarn dlx|npm exec|npm create)(?! --no-install)(?: -\S+)* vip(?![\w-])/,
  /\b(?:npm|pnpm|yarn) (?:i|install|add)(?: -\S+)* (?:@vip\/[a-z]+|vip)(?:@\S*)?(?=[\s`'"]|$)/m,
];

test('nothing fetches vip by its bare name, which is not ours on the registry', t => {
  const texts = publicTexts();
  t.true(texts.includes('docs/examples/failover.yml') && texts.includes('packages/cli/src/main.ts'));
  const stray = texts.filter(path =>
    FETCHES_BY_NAME.some(pattern => pattern.test(readFileSync(join(root, path), 'utf8'))),
  );
  t.deepEqual(stray, []);
  for (const line of ['npx vip who', 'npx --yes vip', 'npm install --global vip', 'npm i @vip/arp'])
    t.true(
      FETCHES_BY_NAME.some(pattern => pattern.test(line)),
      line,
    );
  for (const line of ['npx --no-install vip who', 'npm install ./vip-cli-0.2.0.tgz'])
    t.false(
      FETCHES_BY_NAME.some(pattern => pattern.test(line)),
      line,
    );
});
