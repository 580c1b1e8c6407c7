/** Makes room for one more entry if there are `most` already; returns the value that was forgotten. */
export function forgetOldest<K, T>(all: Map<K, T>, most: number): T | undefined {
  if (all.size < most) return undefined;
  const oldest = all.entries().next();
  if (oldest.done === true) return undefined;
  const [key, value] = oldest.value;
  all.delete(key);
  return value;
}
