// The standard that an export follows: where its own docstring cites none, the one of its file holds.
import {CommentTag} from 'typedoc';

// RFCs, IEEE standards, drafts, man pages, files of source code, and the software that defined what nobody else has.
const CITATION =
  /\bRFC \d+(?: §[\d.]*\d)?|\bIEEE 802\.\w+(?: §[\d.]*\d)?|\bdraft-[\w-]+|\b[a-z][\w-]+\(\d\)|\b[\w/-]+\.[ch]\b|\bLINKTYPE_\w+|\bkeepalived \d\.\d/g;
/** More would be a bibliography. */
const MOST = 3;

/** What a text cites. @param {string} text */
function citedIn(text) {
  return [...new Set(text.match(CITATION) ?? [])];
}

/** The source of what a file defines, by the comment at its top. @param {string} text of the file */
export function sourceOfFile(text) {
  const [, comment = ''] = /\/\*\*((?:(?!\*\/)[\s\S])*?)@module/.exec(text) ?? [];
  return citedIn(comment).slice(0, MOST);
}

/** @param {import('typedoc').Comment | undefined} comment */
export function citedBy(comment) {
  const parts = [...(comment?.summary ?? []), ...(comment?.blockTags ?? []).flatMap(({content}) => content)];
  return citedIn(parts.map(({text}) => text).join(' '));
}

/**
 * Adds the source to what is exported and does not name its own.
 * @param {import('typedoc').ProjectReflection} project
 * @param {(one: import('typedoc').DeclarationReflection) => import('typedoc').TypeScript.Symbol | undefined} symbolOf
 */
export function citeSources(project, symbolOf) {
  for (const one of (project.children ?? []).flatMap(({children}) => children ?? [])) {
    const file = symbolOf(one)?.declarations?.[0]?.getSourceFile();
    const cited = file === undefined ? [] : sourceOfFile(file.text);
    const comments = [one.comment, ...(one.signatures ?? []).map(({comment}) => comment)];
    for (const comment of comments) {
      if (comment === undefined || cited.length === 0 || citedBy(comment).length > 0) continue;
      comment.blockTags.push(new CommentTag('@see', [{kind: 'text', text: cited.join(', ')}]));
    }
  }
}
