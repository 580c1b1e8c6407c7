/**
 * Which GARP is believed?
 *
 * @module
 */

import {ARP_RULES} from '@vip/analysis/internal';
import {formatIpv4Interface} from '@vip/arp';
import {cabledPlan} from '../../lab/cabled-plan.js';
import type {Lesson, LessonSettings} from '../lesson.js';
import type {Workshop} from '../workshop.js';
import {cellNetwork, cellRoute} from './addresses.js';
import {type CellOutcome, check, checkAlike} from './checks.js';
import {GARP_FORMS} from './forms.js';
import {type CellPlan, measureCells} from './measure.js';
import {predictCell} from './rules.js';
import {type ClientSettings, ENTRY_STATES, LINUX_DEFAULTS, SETTING_VARIANTS, variantName} from './states.js';
import {show} from './tables.js';

export const garpFormsLesson: Lesson = {
  name: 'garp-forms',
  question: 'Which GARP is believed?',
  takes: 'ten seconds; --runs N measures all of it N times',
  reads: ['runs'],
  moral: [
    'A client that holds an entry believes every gratuitous request at once, and a',
    "gratuitous reply if its target MAC is its sender's. Any other reply loses to",
    'an entry that changed less than a second ago (locktime), so that the first of',
    'several answers wins. A client without an entry learns nothing and needs',
    'nothing: it asks. Where it bites: replies with another target MAC, sent once',
    'right after the takeover, or several within the same second:',
    'https://github.com/metallb/metallb/issues/172',
    'https://github.com/iputils/iputils/pull/86',
    'And a student who waited in vain for missing entries to be created:',
    'https://github.com/imunes/imunes/issues/126',
  ],
  questions: [{name: 'believed-forms', answer: 'words'}],
  async run(workshop, {settings, runs}) {
    await workshop.build(plan(settings));
    await workshop.watch([settings.ext, settings.passive]);
    introduce(workshop, settings);
    await workshop.predict(
      'believed-forms',
      'Which frames will change an entry that is 0.3 s old? And which will create one where there is none?',
    );
    const first = new Map<Partial<ClientSettings>, readonly CellOutcome[]>();
    for (let run = 1; run <= runs; run++) {
      for (const variant of SETTING_VARIANTS) {
        const cells = await measureVariant(workshop, settings, variant, run);
        if (run === 1) {
          show(workshop, variant, cells, first.get(SETTING_VARIANTS[0] ?? {}));
          first.set(variant, cells);
        }
        const which = runs === 1 ? '' : `, run ${run} of ${runs}`;
        check(workshop, `${variantName(variant)}${which}`, cells);
        const before = first.get(variant) ?? [];
        if (run > 1) checkAlike(workshop, `${variantName(variant)}${which}`, before, cells);
      }
    }
  },
};

/** One for each form and state. */
const CELLS = GARP_FORMS.length * ENTRY_STATES.length;

/** Client and claimant on one cable, so that nothing comes between a frame and the client. */
function plan(settings: LessonSettings) {
  const {ext, passive} = settings;
  const commands = {[ext.node]: cellRoute(settings, CELLS)};
  return cabledPlan('garp-forms', {cables: [[passive, ext]], commands});
}

function introduce(workshop: Workshop, settings: LessonSettings): void {
  const {active, passive, ext, vip} = settings;
  const network = cellNetwork(settings, CELLS);
  workshop.tell(
    `${ext.node} holds an entry with the MAC of ${active.node}, or none. ${passive.node} sends one frame, and ` +
      `150 ms later ${ext.node}'s entry is read. ${GARP_FORMS.length} forms, ${ENTRY_STATES.length} states, and a separate address for each of ` +
      `the ${CELLS} cells, so that all are measured at once.`,
  );
  if (network !== vip) {
    workshop.tell(
      `${formatIpv4Interface(vip)} has fewer addresses than that, so theirs are from ${formatIpv4Interface(network)}, which ${ext.node} reaches directly as well.`,
    );
  }
  workshop.tell(
    'How the entries are made: DELAY by sending a packet to a STALE one, INCOMPLETE by sending to an address ' +
      'without an entry, all others by ip neigh replace. Each is read back right before its frame is sent.',
  );
  workshop.tell(
    'Columns: the entry before the frame. INCOMPLETE, REACHABLE, STALE, DELAY, PROBE by their first letters; < changed 0.3 s ago, ' +
      '> 1.5 s ago. Cells: the entry after it. S: new MAC, STALE. R: new MAC, REACHABLE. S>D: new MAC, and ' +
      'DELAY at once, because a packet was waiting. -: unchanged. none: still no entry.',
  );
}

async function measureVariant(
  workshop: Workshop,
  settings: LessonSettings,
  variant: Partial<ClientSettings>,
  run: number,
): Promise<readonly CellOutcome[]> {
  const client = {...LINUX_DEFAULTS, ...variant};
  const plans = GARP_FORMS.flatMap(form => ENTRY_STATES.map(entry => ({form, entry})));
  const found = await measureCells(workshop, settings, client, plans);
  const cells = plans.map((each): CellOutcome => {
    const measured = found.get(each);
    return {
      ...each,
      ...predictCell(each.form, each.entry, client),
      ...(measured === undefined ? {} : {measured: measured.value}),
    };
  });
  for (const [index, {form, entry, cell, rule}] of cells.entries()) {
    const {value: measured, ...evidence} = found.get(plans[index] as CellPlan) ?? {};
    workshop.measured({
      kind: 'cell',
      node: settings.ext.node,
      run,
      sysctls: variant,
      form: form.name,
      state: entry.name,
      ...(measured === undefined ? {} : {measured, ...evidence}),
      predicted: cell,
      rule: ARP_RULES[rule],
    });
  }
  return cells;
}
