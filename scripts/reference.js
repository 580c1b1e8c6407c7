#!/usr/bin/env node
// Writes the pages of docs that are made from the program anew.
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {doctorDocument, findingsDocument, jsonDocument, scenarioSchema} from '@vip/cli/json';
import {reference} from '@vip/cli/reference';
import {writeApi} from './api-reference.js';
import {root} from './bootstrap/checkout.js';

writeFileSync(join(root, 'docs/reference.md'), await reference());
writeFileSync(join(root, 'docs/json.md'), jsonDocument());
writeFileSync(join(root, 'docs/scenario.schema.json'), `${JSON.stringify(scenarioSchema(), undefined, 2)}\n`);
await writeApi();
writeFileSync(join(root, 'docs/doctor.md'), doctorDocument());
writeFileSync(join(root, 'docs/findings.md'), findingsDocument());
// From the generator of the tests, which is built with them.
const {rulesDocument} = await import(
  new URL('../test/dist/helpers/audit/rules-document.js', import.meta.url).href
);
writeFileSync(join(root, 'docs/audit-rules.md'), rulesDocument());
