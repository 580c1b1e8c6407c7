// The standard that an export follows: if its own docstring cites none, that of its file applies.
import {CommentTag} from 'typedoc';

// RFCs, IEEE standards, drafts, man pages, source files, and software that defined what no standard has.
const CITATION =
  /\bRFC \d+(?: §[\d.]*\d)?|\bIEEE 802\.\w+(?: §[\d.]*\d)?|\bdraft-[\w-]+|\b[a-z][\w-]+\(\d\)|\b[\w/-]+\.[ch]\b|\bLINKTYPE_\w+|\bkeepalived \d\.\d/g;
/** More would be a bibliography. */
const MOST = 3;

/** The sources that a text cites. @param {string} text */
function citedIn(text) {
  return [...new Set(text.match(CITATION) ?? [])];
}

/** The source that a file follows, from the comment at its top. @param {string} text the file's text */
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
 * Adds the source to exports that do not name their own.
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
