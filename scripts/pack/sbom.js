// What is in the program, as a CycloneDX document: our packages, whatever of other people's is bundled into them, the two addons, and
// the libpcap that is linked into one of them.
import {existsSync, realpathSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {Enums, Models, Serialize, Spec} from '@cyclonedx/cyclonedx-library';
import {root} from '../bootstrap/checkout.js';
import {LIBPCAP} from '../prebuilt/libpcap.js';
import {readJson} from './read-json.js';

/**
 * @typedef {object} Part
 * @property {any} manifest its package.json
 * @property {string[]} needs keys of the parts it depends on
 */

/**
 * @param {{version: string, description: string}} own the program's package.json
 * @param {{target: string, hasLibpcap: boolean}} options
 * @returns {string} the document's path
 */
export function writeSbom(own, {target, hasLibpcap}) {
  const components = new Map(
    [...productionParts()].map(([key, part]) => [key, {part, component: npm(part)}]),
  );
  for (const {part, component} of components.values()) {
    for (const key of part.needs) {
      const needed = components.get(key);
      if (needed !== undefined) component.dependencies.add(needed.component.bomRef);
    }
  }
  const bom = new Models.Bom();
  const program = new Models.Component(Enums.ComponentType.Application, 'vip', {version: own.version});
  program.bomRef.value = 'vip';
  program.description = own.description;
  bom.metadata.component = program;
  for (const {component} of components.values()) {
    bom.components.add(component);
    program.dependencies.add(component.bomRef);
  }
  if (hasLibpcap) {
    const library = libpcap();
    bom.components.add(library);
    components.get('cap')?.component.dependencies.add(library.bomRef);
  }
  const text = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6)).serialize(
    bom,
    {
      sortLists: true,
      space: 2,
    },
  );
  const file = join(target, `vip-${own.version}.cdx.json`);
  writeFileSync(file, `${text}\n`);
  return file;
}

/** Every package that the program is made of, our own included, by name; development dependencies are not. */
function productionParts() {
  /** @type {Map<string, Part>} */
  const parts = new Map();
  const visit = (/** @type {string} */ directory) => {
    const manifest = readJson(join(directory, 'package.json'));
    if (parts.has(manifest.name)) return;
    const needs = Object.keys(manifest.dependencies ?? {});
    parts.set(manifest.name, {manifest, needs});
    for (const need of needs) visit(resolvePackage(directory, need));
  };
  // The report's page is inside the program as well, though it does not depend on it.
  for (const name of ['cli', 'report']) visit(join(root, 'packages', name));
  return parts;
}

/**
 * Where Node would find a package: in the nearest node_modules that has it.
 * @param {string} from
 * @param {string} name
 */
function resolvePackage(from, name) {
  for (let directory = from; directory !== dirname(directory); directory = dirname(directory)) {
    const candidate = join(directory, 'node_modules', name);
    if (existsSync(candidate)) return realpathSync(candidate);
  }
  throw new Error(`${name}: not installed for ${from}`);
}

/** @param {Part} part */
function npm({manifest}) {
  const [group, name] = manifest.name.startsWith('@') ? manifest.name.split('/') : [undefined, manifest.name];
  const {version} = manifest;
  const purl = `pkg:npm/${group === undefined ? '' : `${encodeURIComponent(group)}/`}${name}@${version}`;
  const component = new Models.Component(Enums.ComponentType.Library, name, {version, group, purl});
  component.bomRef.value = purl;
  component.description = manifest.description;
  const licence = licenceOf(manifest);
  if (licence !== undefined) component.licenses.add(new Models.SpdxLicense(licence));
  return component;
}

/**
 * Old packages list theirs as objects.
 * @param {any} manifest
 * @returns {string | undefined}
 */
function licenceOf(manifest) {
  return manifest.license ?? manifest.licenses?.[0]?.type;
}

function libpcap() {
  const {version, sha256, url} = LIBPCAP;
  const component = new Models.Component(Enums.ComponentType.Library, 'libpcap', {version});
  component.bomRef.value = `pkg:generic/libpcap@${version}`;
  component.purl = `pkg:generic/libpcap@${version}?download_url=${encodeURIComponent(url)}`;
  component.description = 'linked statically into the prebuilt addon of cap';
  component.licenses.add(new Models.SpdxLicense('BSD-3-Clause'));
  component.hashes.set(Enums.HashAlgorithm['SHA-256'], sha256);
  return component;
}
