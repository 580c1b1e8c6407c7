/** The example of `@vip/arp/link` in its README, on an interface. */

import {pairTest} from '../helpers/pair.js';
import {examplesOf, writeExample} from '../helpers/readme-examples.js';

const example = examplesOf('packages/arp/README.md').find(({code}) => code.includes('openLink('));

pairTest('the example that announces an address runs as it stands', [], async (t, pair) => {
  const file = writeExample(t, example?.code.replace('eth0', 'va') ?? '');
  const {code, stdout, stderr} = await pair.run('a', [process.execPath, file]);
  t.deepEqual([code, stdout, stderr], [0, example?.output, '']);
});
