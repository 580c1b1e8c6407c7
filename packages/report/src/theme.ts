/**
 * Light or dark: like the system, until the user chooses.
 *
 * @module
 */

import {button} from './dom.js';

/** The switch. `changed` is called after the colours have changed. */
export function themeSwitch(changed: () => void): HTMLButtonElement {
  const {dataset} = document.documentElement;
  const system = matchMedia('(prefers-color-scheme: dark)');
  let isChosen = false;
  const made = button('', () => {
    isChosen = true;
    show(dataset.theme !== 'dark');
    changed();
  });
  const show = (isDark: boolean) => {
    dataset.theme = isDark ? 'dark' : 'light';
    made.textContent = isDark ? 'Light' : 'Dark';
    made.setAttribute('aria-label', `Switch to ${isDark ? 'light' : 'dark'} colours`);
  };
  system.addEventListener('change', () => {
    if (isChosen) return;
    show(system.matches);
    changed();
  });
  show(system.matches);
  return made;
}

/**
 * Paper is light, and nothing can be unfolded on it. The style sheet takes care of the colours; a canvas is told before and
 * after printing.
 */
export function onPrint(before: () => void, after: () => void): void {
  const {dataset} = document.documentElement;
  let chosen: string | undefined;
  let folded: readonly HTMLDetailsElement[] = [];
  addEventListener('beforeprint', () => {
    chosen = dataset.theme;
    dataset.theme = 'light';
    folded = [
      ...document.querySelectorAll<HTMLDetailsElement>(
        '.measured details:not([open]), .answers details:not([open])',
      ),
    ];
    for (const details of folded) details.open = true;
    before();
  });
  addEventListener('afterprint', () => {
    if (chosen === undefined) delete dataset.theme;
    else dataset.theme = chosen;
    for (const details of folded) details.open = false;
    after();
  });
}
