/** docs/json.md and docs/doctor.md are generated from the printed forms. `test/lab/json.ts` compares real output with them. */

import {readFileSync} from 'node:fs';
import {doctorDocument, findingsDocument, jsonDocument} from '@vip/cli/json';
import test from 'ava';

test('docs/doctor.md agrees with the checks (npm run reference)', t => {
  t.is(readFileSync(new URL('../../../docs/doctor.md', import.meta.url), 'utf8'), doctorDocument());
  t.is(readFileSync(new URL('../../../docs/findings.md', import.meta.url), 'utf8'), findingsDocument());
});

test('docs/json.md is generated from the schemas that objects are checked against (npm run reference)', t => {
  t.is(readFileSync(new URL('../../../docs/json.md', import.meta.url), 'utf8'), jsonDocument());
});
