#!/usr/bin/env node
// Writes the pages of docs that are made from the program anew.
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {courseSchema, doctorDocument, findingsDocument, jsonDocument, scenarioSchema} from '@vip/cli/json';
import {reference} from '@vip/cli/reference';
import {writeApi} from './api-reference.js';
import {root} from './bootstrap/checkout.js';

writeFileSync(join(root, 'docs/reference.md'), await reference());
writeFileSync(join(root, 'docs/json.md'), jsonDocument());
for (const [name, schema] of /** @type {const} */ ([
  ['scenario', scenarioSchema()],
  ['course', courseSchema()],
]))
  writeFileSync(join(root, `docs/${name}.schema.json`), `${JSON.stringify(schema, undefined, 2)}\n`);
await writeApi();
writeFileSync(join(root, 'docs/doctor.md'), doctorDocument());
writeFileSync(join(root, 'docs/findings.md'), findingsDocument());
// From the generator of the tests, which is built with them.
const {rulesDocument} = await import(
  new URL('../test/dist/helpers/audit/rules-document.js', import.meta.url).href
);
writeFileSync(join(root, 'docs/audit-rules.md'), await rulesDocument());
