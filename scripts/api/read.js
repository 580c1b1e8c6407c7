// What the libraries export, read by TypeDoc.
import {readFileSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {Application} from 'typedoc';
import {root} from '../bootstrap/checkout.js';
import {citeSources} from './sources.js';

/** @typedef {import('typedoc').DeclarationReflection} Declaration */
/** @typedef {{entry: string, module: Declaration, exports: readonly Declaration[]}} Entry */
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

/**
 * The entry points of each library that other people's programs are written on: the rest of @vip/core serves @vip/cli alone.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
const ENTRY_POINTS = {
  arp: ['.', './capture-file', './describe', './link', './ownership'],
};

export const LIBRARIES = Object.keys(ENTRY_POINTS);

/** Compact pages: a table where there would be a heading for each parameter. */
const OPTIONS = {
  plugin: ['typedoc-plugin-markdown'],
  logLevel: 'Error',
  readme: 'none',
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

/** What a library exports. @param {string} library */
export function readApi(library) {
  return readPackage(join(root, 'packages', library), ENTRY_POINTS[library] ?? []);
}

/**
 * @param {string} folder
 * @param {readonly string[]} entryPoints as in its package.json
 * @returns {Promise<Api>}
 */
export async function readPackage(folder, entryPoints) {
  const {name, exports} = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const points = entryPoints.map(entry => {
    const file = join(folder, exports[entry].default.replace('./dist/', 'src/').replace(/\.js$/, '.ts'));
    return {entry: entry.replace('.', name), file};
  });
  const pages = new Map(points.map(({entry, file}) => [pageOf(file), entry]));
  const options = {
    ...OPTIONS,
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
  citeSources(project, symbolOf);
  const entries = [...pages].map(([page, entry]) => {
    // TypeDoc sorts its modules; the README has the one that most programs need first.
    const module = (project.children ?? []).find(one => one.name === page);
    if (module === undefined) throw new Error(`${entry}: expected exports, got none`);
    return {entry, module, exports: module.children ?? []};
  });
  return {name, sources: join(folder, 'src'), entries, app, project, program, symbolOf};
}

/** What TypeDoc calls the page of an entry point. @param {string} file */
function pageOf(file) {
  return basename(file) === 'index.ts' ? basename(dirname(file)) : basename(file, '.ts');
}
