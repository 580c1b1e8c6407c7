/**
 * Light or dark: as the system has it, until somebody chooses.
 *
 * @module
 */

import {button} from './dom.js';

/** The switch. `changed` is called when colours have become others. */
export function themeSwitch(changed: () => void): HTMLButtonElement {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const isDark = () => {
    const {theme} = document.documentElement.dataset;
    return theme === undefined ? system.matches : theme === 'dark';
  };
  const made = button('', () => {
    document.documentElement.dataset.theme = isDark() ? 'light' : 'dark';
    update();
  });
  const update = () => {
    made.textContent = isDark() ? 'Light' : 'Dark';
    made.setAttribute('aria-label', `Switch to ${isDark() ? 'light' : 'dark'} colours`);
    changed();
  };
  system.addEventListener('change', update);
  made.textContent = isDark() ? 'Light' : 'Dark';
  made.setAttribute('aria-label', `Switch to ${isDark() ? 'light' : 'dark'} colours`);
  return made;
}
