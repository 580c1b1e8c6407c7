// The exports of the libraries, read by TypeDoc.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {Application} from 'typedoc';
import {root} from '../bootstrap/checkout.js';
import {documentedEntries, LIBRARIES} from './public.js';
import {citeSources} from './sources.js';

/** @typedef {import('typedoc').DeclarationReflection} Declaration */
/** @typedef {{entry: string, module: Declaration, exports: readonly Declaration[]}} Entry */
/**
 * @typedef Api
 * @property {string} name the package's name
 * @property {string} sources the directory of its sources
 * @property {readonly Entry[]} entries
 * @property {Application} app
 * @property {import('typedoc').ProjectReflection} project
 * @property {import('typedoc').TypeScript.Program} program
 * @property {(one: Declaration) => import('typedoc').TypeScript.Symbol | undefined} symbolOf
 */

/** Compact pages, with a table instead of a heading for each parameter. */
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

/**
 * Where the reference has each export of another library, from that library's list. A library's reference is written after those of the
 * libraries that it depends on.
 * @param {string} name the library that refers to the others
 */
function elsewhere(name) {
  const others = LIBRARIES.filter(library => `@vip/${library}` !== name);
  return Object.fromEntries(others.map(library => [`@vip/${library}`, placesOf(library)]));
}

/** @param {string} library */
function placesOf(library) {
  const list = readFileSync(join(root, 'docs', library, 'README.md'), 'utf8');
  const rows = list.matchAll(/^\| \[`(\w+)`\]\((\S+)\)/gm);
  return Object.fromEntries([...rows].map(([, one, place]) => [one, `../${library}/${place}`]));
}

/** A library's exports for other people's programs. @param {string} library */
export function readApi(library) {
  return readPackage(join(root, 'packages', library));
}

/**
 * @param {string} folder the folder with its package.json
 * @returns {Promise<Api>}
 */
export async function readPackage(folder) {
  const {name, exports} = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const points = documentedEntries(exports).map(entry => ({
    entry: entry.replace('.', name),
    file: join(folder, exports[entry].default.replace('./dist/', 'src/').replace(/\.js$/, '.ts')),
  }));
  /** Each entry point by TypeDoc's name for it. @type {Map<string, string>} */
  const pages = new Map();
  const options = {
    ...OPTIONS,
    externalSymbolLinkMappings: elsewhere(name),
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
  const entries = points.map(({entry, file}) => {
    // TypeDoc sorts its modules; the README begins with the one that most programs need.
    const module = (project.children ?? []).find(
      one => symbolOf(one)?.declarations?.[0]?.getSourceFile().fileName === file,
    );
    if (module === undefined) throw new Error(`${entry}: expected exports, got none`);
    pages.set(module.name, entry);
    return {entry, module, exports: module.children ?? []};
  });
  citeSources(project, symbolOf);
  return {name, sources: join(folder, 'src'), entries, app, project, program, symbolOf};
}
