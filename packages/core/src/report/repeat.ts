/**
 * How to reproduce a run: the command line, and what it reads or leaves to chance. Pure.
 *
 * @module
 */

import type {LabSettings, LessonEvent, RunEvent, TrialEvent} from '@vip/analysis';
import {DEFAULT_SETTINGS, isCluster, printable, settingTexts, shellWord} from '@vip/analysis/internal';
import type {RepeatData} from './data.js';

/** As part of a report; nothing for a run without a command line. */
export function repeatOf(record: RunEvent | TrialEvent | LessonEvent): {readonly repeat?: RepeatData} {
  const {command, settings} = record;
  if (command === undefined) return {};
  const measured = withoutSaving(command);
  const words = record.kind === 'trial' ? withSeed(measured, record.seed) : measured;
  const configurations = record.kind === 'trial' ? Object.entries(record.configurations ?? {}) : [];
  const addresses = isCluster(settings) ? '' : changedAddresses(settings);
  return {
    repeat: {
      command: commandText(words),
      files: [
        ...configurations.map(([node, text]) => [`configuration of ${node}`, text.trimEnd()] as const),
        ...(addresses === '' ? [] : [['addresses', addresses] as const]),
      ],
    },
  };
}

/** The command line as typed into a shell. */
export function commandText(words: readonly string[]): string {
  return ['vip', ...words].map(word => shellWord(printable(word))).join(' ');
}

/** Without `--out`: a directory that contains a run is refused, and with `--force` this run would be lost. */
function withoutSaving(words: readonly string[]): readonly string[] {
  return words.filter(
    (word, index) => word !== '--force' && !/^--out(?:=|$)/.test(word) && words[index - 1] !== '--out',
  );
}

/** With the seed, without which the next run would draw another. */
function withSeed(words: readonly string[], seed: number): readonly string[] {
  return words.some(word => word === '--seed' || word.startsWith('--seed='))
    ? words
    : [...words, '--seed', `${seed}`];
}

/** The settings that differ from the lab's defaults, in the form of a settings file. */
function changedAddresses(settings: LabSettings): string {
  const usual = new Map(settingTexts(DEFAULT_SETTINGS));
  const changed = settingTexts(settings).filter(([name, value]) => usual.get(name) !== value);
  return changed.map(([name, value]) => `${name}=${value}`).join('\n');
}
