/** The words after `vip`, for the record of a run. */
export function commandWords(): string[] {
  return process.argv.slice(2);
}
