import type { EndOfTerm, FileAtEnd } from '#platform/end-of-term.ts';

export const dueNow = async (end: EndOfTerm | Promise<EndOfTerm>): Promise<FileAtEnd[]> =>
  await Array.fromAsync((await end).due());

/** As `retain` does: those no hold keeps go, each by an act of its own; how many. */
export const letGoOf = async (end: EndOfTerm | Promise<EndOfTerm>, number?: string): Promise<number> => {
  const { due, letGo } = await end;
  let gone = 0;
  for await (const file of due()) {
    if (file.held || (number ?? file.number) !== file.number) continue;
    if ((await letGo(file)) === 'gone') gone += 1;
  }
  return gone;
};
