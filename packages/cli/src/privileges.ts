/**
 * Who decodes what strangers sent needs no rights for it.
 *
 * @module
 */

/** `nobody` and `nogroup` of Debian and its kin. */
const NOBODY = 65_534;

/**
 * Gives up root's rights for good, for those of who called sudo(8), or of nobody. What is open stays open: links, files.
 * Does nothing for an ordinary user, and nothing in a user namespace that has no other user than root, whose rights
 * end at its borders anyway.
 */
export function giveUpRoot(env: NodeJS.ProcessEnv = process.env): void {
  const {setgroups, setgid, setuid} = process;
  if (process.getuid?.() !== 0 || !setgroups || !setgid || !setuid) return;
  try {
    setgroups([]);
    setgid(numberOf(env.SUDO_GID) ?? NOBODY);
    setuid(numberOf(env.SUDO_UID) ?? NOBODY);
  } catch (error) {
    // user_namespaces(7): setgroups(2) is denied (EPERM), and other users do not exist (EINVAL).
    const {code} = error as NodeJS.ErrnoException;
    if (code !== 'EPERM' && code !== 'EINVAL') throw error;
  }
}

/** A user's or group's number that is not root's. */
function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}
