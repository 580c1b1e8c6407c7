/**
 * Rules about scripts: the same script on several nodes is one finding.
 *
 * @module
 */

import type {AuditNode, ConfiguredCluster} from '../cluster.js';
import type {VrrpScript} from '../keepalived/model/script.js';
import type {Place} from '../keepalived/source.js';
import type {FindingDraft} from './rule.js';

export interface ScriptOn {
  readonly node: AuditNode;
  readonly script: VrrpScript;
}

type Told = Pick<FindingDraft, 'evidence' | 'consequence' | 'remedy'> & {places: (item: ScriptOn) => Place[]};

/** Examines tracked scripts only. */
export function eachScript(
  isMeant: (script: VrrpScript, item: ScriptOn) => boolean,
  tell: (items: readonly [ScriptOn, ...ScriptOn[]]) => Told,
): (cluster: ConfiguredCluster) => FindingDraft[] {
  return ({nodes}) => {
    const groups = new Map<string, [ScriptOn, ...ScriptOn[]]>();
    for (const node of nodes)
      for (const script of node.config.scripts.values()) {
        const item = {node, script};
        if (!isTracked(item) || !isMeant(script, item)) continue;
        const group = groups.get(script.name);
        if (group === undefined) groups.set(script.name, [item]);
        else group.push(item);
      }
    return [...groups.values()].map(items => {
      const {places, ...told} = tell(items);
      const on = items.map(({node}) => node.name).join(', ');
      return {subject: `vrrp_script ${items[0].script.name} (${on})`, where: items.flatMap(places), ...told};
    });
  };
}

function isTracked({node, script}: ScriptOn): boolean {
  return node.config.instances.some(({tracks}) =>
    tracks.some(({kind, name}) => kind === 'script' && name === script.name),
  );
}
