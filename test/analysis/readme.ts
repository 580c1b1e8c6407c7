/** The example of @vip/analysis's README, as it stands, on the lines of a saved run. */

import {spawnSync} from 'node:child_process';
import {mkdirSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import test from 'ava';
import {compileExamples, examplesOf} from '../helpers/readme-examples.js';

const [example, ...others] = examplesOf('packages/analysis/README.md');
if (example === undefined) throw new Error('the README has no example');
const programs = compileExamples([example, ...others]);
test.after.always(() => programs.remove());

const MS = 1_000_000n;
const BEGIN = 1_800_000_000_000_000_000n;

/** The lines of an observer that asks every 10 ms, of whose probes these are not answered. */
function linesOf(node: string, lost: readonly number[]): string[] {
  return Array.from({length: 100}, (_, index) => index + 1)
    .flatMap(sequence => {
      const sentAt = BEGIN + BigInt(sequence) * 10n * MS;
      const probe = {node, stream: 'probe', sequence, target: '10.3.2.200'};
      const sent = {...probe, kind: 'probe-sent', at: String(sentAt)};
      const answered = {...probe, kind: 'probe-answered', at: String(sentAt + MS), sentAt: String(sentAt)};
      return lost.includes(sequence) ? [sent] : [sent, answered];
    })
    .map(event => JSON.stringify(event));
}

test('the example compiles as strictly as can be', t => {
  t.is(programs.problems, '');
  t.is(others.length, 0);
});

test('the example prints how long each observer of a saved run went unanswered', t => {
  const file = programs.of(example);
  mkdirSync(join(dirname(file), 'run'));
  const lost = Array.from({length: 21}, (_, index) => index + 40);
  const lines = [...linesOf('near', lost), ...linesOf('far', [])];
  writeFileSync(join(dirname(file), 'run/timeline.jsonl'), `${lines.join('\n')}\n`);
  const {status, stdout, stderr} = spawnSync(process.execPath, [file], {
    cwd: dirname(file),
    encoding: 'utf8',
  });
  // From the first lost probe to the last, 200 ms; from the answered one before to the one after, 220 ms.
  t.deepEqual([status, stdout, stderr], [0, 'near: dark for 210 ms ± 10 ms\nfar: no outage\n', '']);
});
