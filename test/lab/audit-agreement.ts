/**
 * What `keepalived -t` accepts and refuses among generated and mutated files, compared with our own reading.
 * This runs as root, because in a user namespace, root's scripts look as if others could write to them.
 */

import {readFileSync} from 'node:fs';
import {type ConfigFault, isCrash} from '@vip/analysis/internal/audit';
import {auditNodeOf} from '@vip/core/internal/audit';
import type {ExecutionContext} from 'ava';
import {type Checked, checkAll, placesIn} from '../helpers/audit/config-test.js';
import {type ConfigFiles, grownConfig} from '../helpers/audit/grown-config.js';
import {keywordLines, serverLines} from '../helpers/audit/keyword-lines.js';
import {mutateFiles} from '../helpers/audit/mutations.js';
import {isAt} from '../helpers/audit/named-place.js';
import {PLAIN, RICH_VRRP} from '../helpers/audit/rich-config.js';
import {type Random, seeded} from '../helpers/random.js';
import {rootTest} from '../helpers/require-lab.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';
import {rounds} from '../helpers/torture.js';

/** Messages about the machine, not the file: an interface, a script, a user, a processor or a host name that does not exist. */
const OF_THE_MACHINE =
  /already exists and is not|is not a directory|is not a regular file$|doesn't exist|[Uu]nknown interface|not found\/accessible|SECURITY VIOLATION|script uid\/gid|Unable to (?:set|find)|due to insecure|Unable to (?:access|create config_save_dir)|Failed to set uid\/gid|Invalid smtp server (?!\d+(?:\.\d+){3} )/;

/**
 * Exit codes of SIGABRT and SIGSEGV, and of SIGXCPU for a run that would never end: `-t` needs a hundredth of
 * the processor time that it is allowed.
 */
const CRASHES = [134, 139, 152];

/** `KEEPALIVED_EXIT_CONFIG`, for a keyword without a value. */
const WITHOUT_VALUE = 2;

/** Whether keepalived has a message about the machine; one is enough for it to refuse the file. */
function isOfTheMachine({messages}: Checked): boolean {
  return messages.some(message => OF_THE_MACHINE.test(message));
}

/**
 * keepalived's messages about the file, without those about the machine and about scripts that it removed
 * because of the machine.
 */
function saidOfFile(checked: Checked): string[] {
  const said = checked.messages.filter(message => !OF_THE_MACHINE.test(message));
  return isOfTheMachine(checked) ? said.filter(message => !/track script \S+ not found/.test(message)) : said;
}

function allFaultsOf({path}: Checked): readonly ConfigFault[] {
  return auditNodeOf('lb1', path, readFileSync(path, 'utf8')).config.faults;
}

/** The faults for which keepalived refuses a file. A missing file is reported, but is not one of them. */
function faultsOf(checked: Checked): ConfigFault[] {
  return allFaultsOf(checked).filter(({kind}) => kind !== 'include');
}

/**
 * Whether a file includes itself. Such a file is read as often as there are descriptors: with 64, 256 and
 * 1,024 of them, 2.2.7 reports different things about the same file, or crashes.
 */
function includesItself(faults: readonly ConfigFault[]): boolean {
  return faults.some(({kind, text}) => kind === 'include' && text.endsWith('includes itself'));
}

/**
 * Whether `-t` can see a fault. It reads as the VRRP process does, even if the parent would not start one, so
 * it misses that a brace in quotes hides VRRP from the parent.
 */
function isSeen({kind, word}: ConfigFault): boolean {
  return kind !== 'unclosed-block' || word !== '"{"';
}

/**
 * Whether the result is undefined. What keepalived reads from a file that it has closed is chance: it may
 * crash, accept the file, or refuse something else.
 */
function mayCrash({kind}: ConfigFault): boolean {
  return isCrash(kind) && kind !== 'unnamed-bfd' && kind !== 'check-without-url';
}

function told(checked: Checked, faults: readonly ConfigFault[]): string {
  return `${checked.path}\n${readFileSync(checked.path, 'utf8')}\n${checked.messages.join('\n')}\n${JSON.stringify(faults, null, 1)}`;
}

/** A generator of random numbers. Torture uses a new seed each time and logs it; `VIP_SEED` repeats one. */
function sown(t: ExecutionContext, usual: number): Random {
  const seed = rounds(usual, Number(process.env.VIP_SEED ?? Date.now()));
  t.log(`seed ${seed}`);
  return seeded(seed);
}

rootTest('files of every layout, with includes, are accepted where keepalived -t accepts them', (t, who) => {
  const random = sown(t, 20_240_903);
  const configs = Array.from({length: rounds(25, 1000)}, () => grownConfig(random));
  const rest: ConfigFiles[] = [RICH_VRRP, PLAIN].map(text => ({'keepalived.conf': text}));
  for (const checked of checkAll(who, temporaryDirectory(t), [...configs, ...rest])) {
    t.is(checked.exitCode, 0, told(checked, []));
    t.deepEqual(faultsOf(checked), [], told(checked, []));
  }
});

rootTest(
  'mutated files are accepted where keepalived -t accepts them, and refused with a place where it refuses them',
  (t, who) => {
    const random = sown(t, 20_240_901);
    const configs = Array.from({length: rounds(50, 1000)}, () =>
      mutateFiles(random.oneIn(4) ? {'keepalived.conf': RICH_VRRP} : grownConfig(random), random),
    );
    for (const checked of checkAll(who, temporaryDirectory(t), configs)) {
      const all = allFaultsOf(checked);
      if (includesItself(all)) continue;
      const [missing, faults] = [true, false].map(isMissing =>
        all.filter(({kind}) => (kind === 'include') === isMissing),
      ) as [ConfigFault[], ConfigFault[]];
      const text = told(checked, all);
      if (CRASHES.includes(checked.exitCode)) t.true(faults.length > 0, text);
      if (faults.some(mayCrash)) continue;
      if (checked.exitCode === 0) t.deepEqual(faults.filter(isSeen), [], text);
      else if (!isOfTheMachine(checked)) t.true(faults.length > 0, text);
      const places = placesIn(checked.path, saidOfFile(checked));
      const isTold = (fault: ConfigFault) => places.some(named => isAt(fault, named));
      if (places.length > 0) t.true(all.some(isTold), text);
      // After a keyword without a value, it reads no further.
      if (checked.exitCode !== WITHOUT_VALUE) t.true(missing.every(isTold), text);
    }
  },
);

for (const [where, lines] of [
  ['', keywordLines],
  [' of virtual servers, checks and BFD', serverLines],
] as const)
  rootTest(
    `each keyword${where} with values of every kind is accepted where keepalived -t accepts it`,
    (t, who) => {
      const random = sown(t, 20_261_126);
      const all = lines().filter(files => !/_cpu_affinity /.test(files['keepalived.conf']));
      const configs = Array.from(
        {length: rounds(100, 1000)},
        () => all[random.below(all.length)] as ConfigFiles,
      );
      const wrong = checkAll(who, temporaryDirectory(t), configs).filter(
        checked => !isOfTheMachine(checked) && faultsOf(checked).length > 0 !== (checked.exitCode !== 0),
      );
      t.deepEqual(
        wrong.map(checked => told(checked, faultsOf(checked))),
        [],
      );
    },
  );
