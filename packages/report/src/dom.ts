/**
 * Elements with text in them. Text only ever becomes text: nothing here, or anywhere in the page, parses markup.
 *
 * @module
 */

import {printable} from '@vip/analysis/internal';

export type DomChild = Node | string | undefined;
/** Lists are not spread into arguments, of which the stack holds some 100,000. */
export type DomChildren = DomChild | readonly DomChild[];
type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly DomChildren[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  fill(made, attributes, children);
  return made;
}

/** The same for a picture. */
export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly DomChildren[]
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

/** Text from elsewhere must not change the direction of the text beside it, nor hide. */
function shown(child: Node | string): Node | string {
  return typeof child === 'string' ? printable(child) : child;
}

/** Replaces the content of an element. */
export function refill(parent: Element, children: readonly DomChild[]): void {
  const fragment = document.createDocumentFragment();
  for (const child of children) if (child !== undefined) fragment.append(shown(child));
  parent.replaceChildren(fragment);
}

function fill(made: Element, attributes: Attributes, children: readonly DomChildren[]): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children.flat()) if (child !== undefined) made.append(shown(child));
}
