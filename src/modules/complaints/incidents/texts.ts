import { operatorOf } from '#modules/directory/facade.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { openedValuesOf } from '#platform/opened-values.ts';
import type { Sealed } from '../complaint.ts';
import type { LoadedIncident } from './store.ts';

export type IncidentTexts = {
  readonly title: string;
  readonly operatorName: string;
  readonly facts: readonly string[];
  readonly finding: string;
  readonly measures: string;
  /** Why the finding replaced an earlier one. */
  readonly reasons: string;
};

/** What an event says in words, opened for a screen or a paper. */
export const openedTexts = async (context: Context, tx: Tx, incident: LoadedIncident): Promise<IncidentTexts> => {
  const { title, facts, verification, operator } = incident.state;
  const refs = [title, facts, verification?.finding, verification?.measures, verification?.reasons];
  const opened = await context.vault.openEntries(
    tx,
    incident,
    refs.flatMap((ref) => (ref == null ? [] : [ref.entry])),
  );
  const values = openedValuesOf(opened);
  const open = (ref: Sealed | null | undefined) => (ref == null ? undefined : values.get(ref.entry));
  const lines = open(facts);
  const registered = operator === null ? undefined : await operatorOf(tx, operator);
  return {
    title: String(open(title) ?? ''),
    operatorName: registered?.name ?? '',
    facts: Array.isArray(lines) ? lines.map(String) : [],
    finding: String(open(verification?.finding) ?? ''),
    measures: String(open(verification?.measures) ?? ''),
    reasons: String(open(verification?.reasons) ?? ''),
  };
};
