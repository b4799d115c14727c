/** One address as mail programs take it, in small letters where that is safe; undefined when it is none. */
export const readEmail = (written: string): string | undefined => {
  const text = written.normalize('NFKC').trim();
  const [, local, domain] = /^([^\s@<>(),;:"\\[\]]{1,64})@((?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63})$/u.exec(text) ?? [];
  return local === undefined || domain === undefined || text.length > 200
    ? undefined
    : `${local}@${domain.toLowerCase()}`;
};
