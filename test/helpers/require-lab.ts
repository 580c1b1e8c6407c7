/**
 * Tests that need namespaces of their own. Whether the machine allows them is determined by trying, once for
 * each user. If it does not, the tests are skipped with the reason; with VIP_REQUIRE_LAB=1, they fail
 * instead.
 *
 * @module
 */

import {spawnSync} from 'node:child_process';
import test, {type ExecutionContext} from 'ava';
import {asWho, EVERYBODY, type Who} from './product.js';
import {areInstalled, type Tool, testWith} from './require-tool.js';
import {isTorture} from './torture.js';

/**
 * Longer than any test takes between two assertions, however busy the machine. A test that waits for
 * something that never comes fails, and CI tries it once more. Milliseconds.
 */
const PATIENCE_MS = 240_000;

type Body = (t: ExecutionContext, who: Who) => void | Promise<void>;

function problemFor(who: Who): string | undefined {
  const user = who === 'user' ? ['--user', '--map-root-user'] : [];
  const [file = '', ...args] = asWho(who, [
    'unshare',
    ...user,
    '--mount',
    '--pid',
    '--net',
    '--fork',
    'true',
  ]);
  const {status, stderr} = spawnSync(file, args, {encoding: 'utf8'});
  return status === 0 ? undefined : `no namespaces as ${who}: ${stderr.trim()}`;
}

const problems = new Map(EVERYBODY.map(who => [who, problemFor(who)]));

/** One test for each user: root runs it as root and as an ordinary user, everybody else as themselves. */
export function labTest(title: string, body: Body, who: readonly Who[] = EVERYBODY): void {
  for (const one of who.filter(each => EVERYBODY.includes(each))) {
    const problem = problems.get(one);
    const fullTitle = `${title} (${one})`;
    // One at a time: each runs half a dozen processes, and they should not measure each other.
    if (problem === undefined) test.serial(fullTitle, t => run(t, one, body));
    else if (process.env.VIP_REQUIRE_LAB === '1') test(fullTitle, t => t.fail(problem));
    else test.skip(`${fullTitle}: ${problem}`, t => body(t, one));
  }
}

function run(t: ExecutionContext, who: Who, body: Body): void | Promise<void> {
  if (!isTorture) t.timeout(PATIENCE_MS);
  return body(t, who);
}

let turns = 0;

/**
 * The users for a behaviour that does not depend on privileges: one for this test and the other for the
 * file's next, so that both are tried in every file. With `npm run torture`, both for each.
 */
export function inTurn(): readonly Who[] {
  if (isTorture) return EVERYBODY;
  const turn = turns++ % EVERYBODY.length;
  return EVERYBODY.slice(turn, turn + 1);
}

/** `labTest` for behaviour that does not depend on privileges. */
export function turnTest(title: string, body: Body): void {
  labTest(title, body, inTurn());
}

/**
 * The users for a test that only `npm run torture` runs, because other tests show the same with another
 * driver, fault or family.
 */
export function tortured(who: readonly Who[]): readonly Who[] {
  return isTorture ? who : [];
}

/** Tests that only root can run; an ordinary user skips them, and says so. */
export function rootTest(title: string, body: Body): void {
  if (EVERYBODY.includes('root')) labTest(title, body, ['root']);
  else if (process.env.VIP_REQUIRE_LAB === '1') test(title, t => t.fail('run as root'));
  else test.skip(`${title}: needs root (sudo npm test)`, t => body(t, 'root'));
}

/** `rootTest` for a body that also starts these programs; if one is missing, the same happens as with `testWith`. */
export function rootTestWith(...tools: readonly Tool[]): typeof rootTest {
  if (areInstalled(...tools)) return rootTest;
  const missing = testWith(...tools);
  return title => missing(title, () => {});
}
