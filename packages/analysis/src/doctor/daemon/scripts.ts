/** Scripts that this host cannot run, and users that do not exist on it. */

import type {Member} from '../../audit/cluster.js';
import type {VrrpScript} from '../../audit/keepalived/model/script.js';
import {type FindingDraft, KEEPALIVED_ISSUES, vipsOf} from '../../audit/rules/rule.js';
import {scriptUserMissing} from '../../audit/rules/script-user-missing.js';
import {namesScript} from '../../audit/rules/trackers.js';
import type {ScriptFate} from './fate.js';
import {type Here, type HostRule, membersOf} from './rule.js';
import {fateOf} from './script-fate.js';
import {runAs} from './script-user.js';

export const scriptNotRun: HostRule = {
  code: 'SCRIPT_NOT_RUN',
  severity: 'error',
  title: 'a check that cannot run on this host, or that always fails',
  thread: `${KEEPALIVED_ISSUES}1372`,
  look: here =>
    eachTracked(here, async (script, members) => {
      const run = await runAs(script, here);
      const fate = 'nobody' in run ? undefined : await fateOf(script, run.account, here);
      if (fate === undefined) return undefined;
      const {how, evidence, remedy, commands} = fate;
      return {
        evidence: `the check ${script.name}: ${evidence}`,
        consequence: CONSEQUENCES[how](members, script),
        remedy: how === 'removed' ? `${remedy}, then reload keepalived` : remedy,
        ...(commands === undefined ? {} : {commands}),
      };
    }),
};

export const scriptUserUnknown: HostRule = {
  ...scriptUserMissing,
  look: here =>
    eachTracked(here, async (script, members) => {
      const run = await runAs(script, here);
      if (!('nobody' in run)) return undefined;
      return {
        evidence: `the check ${script.name}: ${run.nobody}`,
        consequence: CONSEQUENCES.removed(members, script),
        remedy: 'use script_user in global_defs, with a user that exists, then reload keepalived',
      };
    }),
};

const CONSEQUENCES: Readonly<
  Record<ScriptFate['how'], (members: readonly Member[], script: VrrpScript) => string>
> = {
  removed: members => `keepalived removes it when it reads the file: ${keeping(members)}`,
  'never starts': members => `it never starts, which keepalived counts as success: ${keeping(members)}`,
  fails: (members, {name}) => {
    const faulty = members.filter(({instance}) =>
      instance.tracks.some(track => track.kind === 'script' && track.name === name && track.weight === 0),
    );
    return faulty.length === 0
      ? 'it fails on every run: its weight applies as if the service were dead'
      : `it fails on every run: ${namesOf(faulty)} stays in FAULT and does not take over`;
  },
};

function keeping(members: readonly Member[]): string {
  return `with a dead service ${namesOf(members)} keeps ${members.map(vipsOf).join(', ')}`;
}

function namesOf(members: readonly Member[]): string {
  return members.map(({instance}) => instance.name).join(', ');
}

type Told = Pick<FindingDraft, 'evidence' | 'consequence' | 'remedy' | 'commands'>;

/** The findings for each script that an instance tracks. */
async function eachTracked(
  here: Here,
  find: (script: VrrpScript, members: readonly Member[]) => Promise<Told | undefined>,
): Promise<FindingDraft[]> {
  const drafts: FindingDraft[] = [];
  for (const script of here.node.config.scripts.values()) {
    const members = membersOf(here).filter(member => isTracking(member, script));
    const told = members.length === 0 ? undefined : await find(script, members);
    if (told !== undefined)
      drafts.push({
        subject: `vrrp_script ${script.name} (${here.node.name})`,
        where: [script.command.place],
        ...told,
      });
  }
  return drafts;
}

function isTracking({instance, node}: Member, {name, isRemoved}: VrrpScript): boolean {
  if (isRemoved) return namesScript(node, instance.name, name);
  return instance.tracks.some(track => track.kind === 'script' && track.name === name);
}
