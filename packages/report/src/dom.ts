/**
 * Elements with text in them. Text only ever becomes text: nothing here, or anywhere in the page, parses markup.
 *
 * @module
 */

type Child = Node | string | undefined;
type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  fill(made, attributes, children);
  return made;
}

/** The same for a picture. */
export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[K] {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  fill(made, attributes, children);
  return made;
}

/** A button that does something. */
export function button(label: string, act: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const made = element('button', {type: 'button', ...attributes}, label);
  made.addEventListener('click', act);
  return made;
}

function fill(made: Element, attributes: Attributes, children: readonly Child[]): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...children.filter(child => child !== undefined));
}

/** A table with a head; cells of a column named in `numeric` are aligned to the right. */
export function table(
  columns: readonly string[],
  rows: readonly (readonly Child[])[],
  numeric: readonly string[] = [],
): HTMLTableElement {
  const align = (index: number) => (numeric.includes(columns[index] ?? '') ? 'number' : undefined);
  return element(
    'table',
    {},
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        ...columns.map((name, index) => element('th', {scope: 'col', class: align(index)}, name)),
      ),
    ),
    element(
      'tbody',
      {},
      ...rows.map(cells =>
        element('tr', {}, ...cells.map((cell, index) => element('td', {class: align(index)}, cell))),
      ),
    ),
  );
}

/** What scrolls sideways where it does not fit. */
export function scrolling(inside: Element): HTMLElement {
  return element('div', {class: 'scroll', tabindex: 0, role: 'group', 'aria-label': 'table'}, inside);
}
