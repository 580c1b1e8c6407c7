// What the libraries export, read by TypeDoc.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {Application} from 'typedoc';
import {root} from '../bootstrap/checkout.js';
import {ENTRY_POINTS} from './public.js';
import {citeSources} from './sources.js';

/** @typedef {import('typedoc').DeclarationReflection} Declaration */
/** @typedef {{entry: string, module: Declaration, exports: readonly Declaration[], isWhole: boolean}} Entry */
/**
 * @typedef Api
 * @property {string} name of the package
 * @property {string} sources the directory of its sources
 * @property {readonly Entry[]} entries
 * @property {Application} app
 * @property {import('typedoc').ProjectReflection} project
 * @property {import('typedoc').TypeScript.Program} program
 * @property {(one: Declaration) => import('typedoc').TypeScript.Symbol | undefined} symbolOf
 */

export const LIBRARIES = Object.keys(ENTRY_POINTS);

/** Compact pages: a table where there would be a heading for each parameter. */
const OPTIONS = {
  plugin: ['typedoc-plugin-markdown'],
  logLevel: 'Error',
  readme: 'none',
  alwaysCreateEntryPointModule: true,
  // The build has checked the types.
  skipErrorChecking: true,
  disableSources: true,
  excludePrivate: true,
  excludeProtected: true,
  excludeExternals: true,
  sort: ['alphabetical'],
  outputFileStrategy: 'modules',
  hideBreadcrumbs: true,
  hidePageHeader: true,
  useCodeBlocks: true,
  parametersFormat: 'table',
  interfacePropertiesFormat: 'table',
  classPropertiesFormat: 'table',
  typeAliasPropertiesFormat: 'table',
  typeDeclarationFormat: 'table',
  propertyMembersFormat: 'table',
};

/** Where the reference has what is another library's: on a page of its own, or in the list of all. @type {Record<string, Record<string, string>>} */
const ELSEWHERE = Object.fromEntries(
  Object.entries(ENTRY_POINTS).map(([library, {'.': names = []}]) => {
    const linked = names === 'all' ? ['*'] : names;
    const place = (/** @type {string} */ name) =>
      name === '*' ? 'README.md' : `index.md#${name.toLowerCase()}`;
    return [
      `@vip/${library}`,
      Object.fromEntries(linked.map(name => [name, `../${library}/${place(name)}`])),
    ];
  }),
);

/** What a library exports. @param {string} library */
export function readApi(library) {
  return readPackage(join(root, 'packages', library), ENTRY_POINTS[library] ?? {});
}

/**
 * @param {string} folder
 * @param {Readonly<Record<string, 'all' | readonly string[]>>} entryPoints as in its package.json, and what of each
 * @returns {Promise<Api>}
 */
export async function readPackage(folder, entryPoints) {
  const {name, exports} = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const points = Object.entries(entryPoints).map(([entry, names]) => {
    const file = join(folder, exports[entry].default.replace('./dist/', 'src/').replace(/\.js$/, '.ts'));
    return {entry: entry.replace('.', name), file, names};
  });
  /** What TypeDoc calls each entry point. @type {Map<string, string>} */
  const pages = new Map();
  const {[name]: _, ...elsewhere} = ELSEWHERE;
  const options = {
    ...OPTIONS,
    externalSymbolLinkMappings: elsewhere,
    name,
    tsconfig: join(folder, 'tsconfig.json'),
    entryPoints: points.map(({file}) => file),
    /** @type {unknown} */
    pageTitleTemplates: {module: (/** @type {{name: string}} */ page) => pages.get(page.name) ?? page.name},
  };
  const app = await Application.bootstrapWithPlugins(
    /** @type {Partial<import('typedoc').TypeDocOptions>} */ (options),
  );
  /** @type {import('typedoc').Context | undefined} */
  let context;
  app.converter.on('end', at => {
    context = at;
  });
  const project = await app.convert();
  const program = context?.programs[0];
  if (project === undefined || program === undefined)
    throw new Error(`${name}: expected TypeDoc to read it, got nothing`);
  /** @param {Declaration} one */
  const symbolOf = one =>
    /** @type {import('typedoc').TypeScript.Symbol | undefined} */ (context?.getSymbolFromReflection(one));
  const entries = points.map(({entry, file, names}) => {
    // TypeDoc sorts its modules; the README has the one that most programs need first.
    const module = (project.children ?? []).find(
      one => symbolOf(one)?.declarations?.[0]?.getSourceFile().fileName === file,
    );
    if (module === undefined) throw new Error(`${entry}: expected exports, got none`);
    pages.set(module.name, entry);
    const exports = chosenOf(project, module, names);
    return {entry, module, exports, isWhole: names === 'all'};
  });
  citeSources(project, symbolOf);
  return {name, sources: join(folder, 'src'), entries, app, project, program, symbolOf};
}

/**
 * What is documented of a module; the rest is taken out of it.
 * @param {import('typedoc').ProjectReflection} project
 * @param {Declaration} module
 * @param {'all' | readonly string[]} names
 */
function chosenOf(project, module, names) {
  const exports = module.children ?? [];
  if (names === 'all') return exports;
  const missing = names.find(name => !exports.some(one => one.name === name));
  if (missing !== undefined) throw new Error(`${module.name}: expected ${missing}, got no such export`);
  const chosen = exports.filter(({name}) => names.includes(name));
  for (const one of exports.filter(other => !chosen.includes(other))) project.removeReflection(one);
  for (const group of module.groups ?? [])
    group.children = group.children.filter(one => chosen.some(({id}) => id === one.id));
  module.groups = (module.groups ?? []).filter(({children}) => children.length > 0);
  return chosen;
}
