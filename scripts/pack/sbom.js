// The contents of the program, as a CycloneDX document: our packages, the third-party packages bundled into them, the two addons, and the
// libpcap that is linked into one of them.
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {Enums, Models, Serialize, Spec} from '@cyclonedx/cyclonedx-library';
import {root} from '../bootstrap/checkout.js';
import {LIBPCAP} from '../prebuilt/libpcap.js';
import {withDependencies} from './installed.js';

/**
 * @param {{version: string, description: string}} own the program's package.json
 * @param {{target: string, hasLibpcap: boolean}} options
 * @returns {string} the document's path
 */
export function writeSbom(own, {target, hasLibpcap}) {
  const components = new Map(
    [...productionParts()].map(([key, part]) => [
      key,
      {manifest: part.manifest, component: npm(part.manifest)},
    ]),
  );
  for (const {manifest, component} of components.values()) {
    for (const key of Object.keys(manifest.dependencies ?? {})) {
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

/** Every package that the program is made of, our own included; the report's page is inside it, though not a dependency. */
function productionParts() {
  return withDependencies(['cli', 'report'].map(name => join(root, 'packages', name)));
}

/** @param {any} manifest a package.json */
function npm(manifest) {
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
