/**
 * Which frames are listed: by words, kind, node, and by what the timeline shows.
 *
 * @module
 */

import {element} from './dom.js';
import {searchText} from './frame-columns.js';
import {KIND_NAMES, type ReportFrame} from './frame-model.js';

export interface FrameFilter {
  readonly controls: readonly HTMLElement[];
  matches(frame: ReportFrame): boolean;
  /** Sets the stretch that the timeline shows. @returns whether that matters */
  setRange(from: number, to: number): boolean;
  /** Lets everything through. */
  clear(): void;
}

/** @param changed called when the selection changed */
export function frameFilter(frames: readonly ReportFrame[], changed: () => void): FrameFilter {
  let range = {from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY};
  const text = element('input', {type: 'search', id: 'frame-filter', placeholder: 'address, word …'});
  const kind = choice(
    'frame-kind',
    'all kinds',
    frames.map(frame => KIND_NAMES[frame.description.kind]),
  );
  const node = choice(
    'frame-node',
    'all nodes',
    frames.map(frame => frame.node),
  );
  const inView = element('input', {type: 'checkbox', id: 'frame-in-view'});
  for (const input of [text, kind, node, inView]) input.addEventListener('input', changed);
  return {
    controls: [
      element('label', {}, 'Filter ', text),
      element('label', {}, 'Kind ', kind),
      element('label', {}, 'Node ', node),
      element('label', {}, inView, ' only what the timeline shows'),
    ],
    matches: frame =>
      (kind.value === '' || KIND_NAMES[frame.description.kind] === kind.value) &&
      (node.value === '' || frame.node === node.value) &&
      (!inView.checked || (frame.at >= range.from && frame.at <= range.to)) &&
      (text.value === '' || searchText(frame).includes(text.value.toLowerCase())),
    setRange(from, to) {
      range = {from, to};
      return inView.checked;
    },
    clear() {
      for (const input of [text, kind, node]) input.value = '';
      inView.checked = false;
    },
  };
}

function choice(id: string, all: string, names: readonly string[]): HTMLSelectElement {
  const options = [...new Set(names)].sort().map(name => element('option', {value: name}, name));
  return element('select', {id}, element('option', {value: ''}, all), options);
}
