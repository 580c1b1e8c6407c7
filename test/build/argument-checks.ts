/**
 * The place that an argument check reports: the protocol and the field, followed by the one colon that the
 * message adds.
 */

import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import test from 'ava';

const SOURCES = fileURLToPath(new URL('../../../packages/arp/src/', import.meta.url));
const CALL = /\b(?:check(?:Range|Uint64|Octets|AtMost)|badArgument)\(\s*(['`])(.*?)\1/gs;

test('every argument check names its protocol and field without a colon', t => {
  const files = readdirSync(SOURCES, {recursive: true, encoding: 'utf8'}).filter(file =>
    file.endsWith('.ts'),
  );
  const places = files.flatMap(file =>
    [...readFileSync(join(SOURCES, file), 'utf8').matchAll(CALL)].map(([, , where = '']) => where),
  );
  t.true(places.length > 100, `${places.length} checks`);
  t.deepEqual(
    places.filter(where => where.includes(':')),
    [],
  );
});
