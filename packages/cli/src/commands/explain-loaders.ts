/**
 * The parts of `vip explain` that do more than read files and print what they show.
 *
 * @module
 */

export interface ExplainLoaders {
  /** Runs it in a namespace, or in a node of a lab. */
  readonly elsewhere: () => Promise<typeof import('../reexec.js')>;
  /** The report on one capture. */
  readonly page: () => Promise<typeof import('../explanation-page.js')>;
  /** The report on several. */
  readonly placesPage: () => Promise<typeof import('../places-page.js')>;
}
