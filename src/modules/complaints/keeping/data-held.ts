import type { Translate } from '#kernel/translate.ts';
import { looksAt } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { holdsOn } from '#platform/legal-holds.ts';
import { openedTextsOf } from '#platform/opened-values.ts';
import { undelivered } from '../decide/closing.ts';
import type { Holding } from '../papers/local-letters.ts';
import { closedPhases } from '../phases.ts';
import { readComplaint } from '../store.ts';

/** What one complaint holds of a person, line by line, for a written answer (PIPL art. 45); undefined when it is not there. */
export const holdingOf = async (
  context: Context,
  tx: Tx,
  number: string,
  person: string,
  t: Translate,
): Promise<Holding | undefined> => {
  const loaded = await readComplaint(tx, context.vault, number);
  const party = loaded?.state.parties.find((one) => one.person === person);
  if (loaded === undefined || party === undefined) return undefined;
  const { state } = loaded;
  const texts =
    party.kind === 'complainant' ? { facts: state.facts, claim: state.claimText, source: state.sourceRemarks } : {};
  const sealed = Object.entries({ ...party.fields, ...texts }).flatMap(([field, one]) =>
    one === undefined ? [] : [[field, one.entry] as const],
  );
  const opened = await context.vault.openEntries(
    tx,
    loaded,
    sealed.map(([, entry]) => entry),
  );
  const values = openedTextsOf(opened);
  const lines = sealed.flatMap(([field, entry]) => {
    const value = values.get(entry);
    return value === undefined || value === ''
      ? []
      : [{ label: t(`papers:personal-data-answer.field.${field}`), value }];
  });
  const looks = await looksAt(tx, { tenant: loaded.tenant, stream: loaded.stream, person });
  const seen = { label: t('papers:personal-data-answer.field.looks'), value: String(looks.length) };
  return { number, lines: [...lines, seen] };
};

export type ErasureBar = 'case-runs' | 'papers-owed' | 'legal-hold';

/** Why a deletion would be refused now; null when the head may erase (PIPL art. 47). */
export const erasureBar = async (context: Context, tx: Tx, number: string): Promise<ErasureBar | null> => {
  const loaded = await readComplaint(tx, context.vault, number);
  if (loaded === undefined) return null;
  if ((await holdsOn(tx, loaded)).length > 0) return 'legal-hold';
  if (!closedPhases.has(loaded.state.phase)) return 'case-runs';
  return undelivered(loaded.state).length === 0 ? null : 'papers-owed';
};
