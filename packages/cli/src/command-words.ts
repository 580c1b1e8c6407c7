/** The command line after `vip`, for the record of a run. */
export function typedWords(): string[] {
  return process.argv.slice(2);
}
