/** Lines come out in the order in which they were printed, whichever way they are written. */

import test from 'ava';
import {startCommand} from '../helpers/product.js';

const OUTPUT = new URL('../../../packages/cli/build/output.js', import.meta.url);

const LONG = 100_000;

test('a short line that follows a long one does not overtake it', async t => {
  const script = `
    import {print, printJson, printMuch} from ${JSON.stringify(OUTPUT.href)};
    print('first');
    print('x'.repeat(${LONG}));
    print('second');
    await printMuch('third\\n');
    printJson({kind: 'last'});
  `;
  const {code, stdout, stderr} = await startCommand([
    process.execPath,
    '--input-type=module',
    '--eval',
    script,
  ]).ended;
  t.is(code, 0, stderr);
  t.deepEqual(stdout.split('\n'), ['first', 'x'.repeat(LONG), 'second', 'third', '{"kind":"last"}', '']);
});
