/**
 * Lines of a manual page, for man(7).
 *
 * @module
 */

/** Any text, unchanged: dashes can be copied, and no line begins a request. */
export function roff(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('^', '\\(ha')
    .replaceAll('~', '\\(ti')
    .replace(/^[.']/, '\\&$&');
}

export function section(title: string, lines: readonly string[]): string[] {
  return [`.SH ${quoted(title.toUpperCase())}`, ...lines];
}

export function subsection(title: string, lines: readonly string[]): string[] {
  return [`.SS ${quoted(title)}`, ...lines];
}

export function paragraph(text: string): string[] {
  return ['.PP', roff(text)];
}

/** A term in bold, and its meaning below it. */
export function term(name: string, text: string): string[] {
  return ['.TP', `.B ${roff(name)}`, roff(text)];
}

/** Lines that are kept as they are. */
export function verbatim(lines: readonly string[]): string[] {
  return ['.PP', '.EX', ...lines.map(line => roff(line)), '.EE'];
}

function quoted(text: string): string {
  return `"${roff(text).replaceAll('"', '\\(dq')}"`;
}
