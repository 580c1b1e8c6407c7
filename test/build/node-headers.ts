import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {importScript, temporaryDirectory} from './helpers/script.js';

interface NodeHeadersModule {
  findNodeHeaders(execPath: string, version: string): string | undefined;
}

const {findNodeHeaders} = await importScript<NodeHeadersModule>('bootstrap/node-headers.js');

test('headers next to Node are used only if they are of the running version', t => {
  const prefix = temporaryDirectory(t);
  const execPath = join(prefix, 'bin/node');
  t.is(findNodeHeaders(execPath, '20.20.2'), undefined);
  mkdirSync(join(prefix, 'include/node'), {recursive: true});
  writeFileSync(
    join(prefix, 'include/node/node_version.h'),
    '#define NODE_MAJOR_VERSION 20\n#define NODE_MINOR_VERSION 20\n#define NODE_PATCH_VERSION 2\n',
  );
  t.is(findNodeHeaders(execPath, '20.20.2'), prefix);
  t.is(findNodeHeaders(execPath, '20.20.1'), undefined);
  t.is(findNodeHeaders(execPath, '22.20.2'), undefined);
});
