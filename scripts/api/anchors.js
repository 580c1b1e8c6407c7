// Links within the pages, with anchors as GitHub numbers headings of the same name: TypeDoc's Markdown counts them differently.

/** The anchors of a page's headings, in order. @param {string} page */
function anchorsOf(page) {
  /** @type {Map<string, number>} */
  const seen = new Map();
  return [...page.matchAll(/^(#+) (.*)$/gm)].map(([, level = '', text = '']) => {
    const plain = text
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-');
    const before = seen.get(plain) ?? 0;
    seen.set(plain, before + 1);
    const name = text.replace(/\(\)$/, '').replaceAll('\\', '');
    return {level: level.length, name, anchor: before === 0 ? plain : `${plain}-${before}`};
  });
}

/** Where each export of a page is, by its name. @param {string} page */
export function exportAnchors(page) {
  const headings = anchorsOf(page).filter(({level}) => level === 3);
  return new Map(headings.map(({name, anchor}) => [name, anchor]));
}

const LINK = /\[`([^`]+)`\]\(([\w-]*(?:\.md)?)#([\w-]+)\)/g;

/**
 * The same pages, in which every link to an export leads there, and none leads nowhere.
 * @param {ReadonlyMap<string, string>} pages
 */
export function withAnchors(pages) {
  const places = new Map([...pages].map(([file, text]) => [file, exportAnchors(text)]));
  return new Map(
    [...pages].map(([file, text]) => {
      const ids = new Set([
        ...anchorsOf(text).map(({anchor}) => anchor),
        ...[...text.matchAll(/<a id="([^"]+)"/g)].map(([, id]) => id),
      ]);
      const linked = text.replaceAll(LINK, (link, /** @type {string} */ name, to, anchor) => {
        const place = places.get(to === '' ? file : to)?.get(name);
        if (place !== undefined) return `[\`${name}\`](${to}#${place})`;
        return to === '' && !ids.has(anchor) ? `\`${name}\`` : link;
      });
      return [file, linked];
    }),
  );
}
