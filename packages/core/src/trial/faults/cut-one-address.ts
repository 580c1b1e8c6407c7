/**
 * One of two addresses is cut off, although the group should stay together.
 *
 * @module
 */

import {settingsFamily} from '@vip/analysis/internal';
import {trialFinding} from '../finding.js';
import type {FaultKind} from './fault-kind.js';

export const cutOneAddress = {
  name: 'cut-one-address',
  means:
    'the switch drops everything of the first address and its family to and from the active node; the second address stays reachable there',
  needs: 'own-port',
  isOfGroup: true,
  isSurvived: true,
  oldHolder: 'releases',
  ready:
    ({wire, settings}) =>
    () =>
      wire.cutFamily(settings.active.node, settingsFamily(settings)),
  findings({
    trial: {
      settings: {active},
    },
    settings,
    observers,
    owners,
  }) {
    const dark = observers.filter(({outage}) => outage.mostNs === undefined).map(({name}) => name);
    if (dark.length === 0 || !owners.includes(active.node)) return [];
    const text = `${dark.join(', ')}: still dark at the end. ${active.node} kept ${settings.vip.address}, which no longer reaches it, and the other node did not take it: it still hears ${active.node} for the other address.`;
    return [trialFinding('address-left-behind', settings.vip.address, text)];
  },
} as const satisfies FaultKind;
