import type { OwnName } from '#kernel/paper-name.ts';
import type { Tx } from '#platform/db.ts';
import { type ChainedEvents, emptyHash } from '#platform/events.ts';
import type { PreparedEntries } from '#platform/vault.ts';
import type { Clock } from './clocks.ts';
import type { Complaint } from './complaint.ts';
import {
  acts,
  auditPart,
  changedHead,
  changedRow,
  clockParts,
  foundBy,
  nameParts,
  newHead,
  newRow,
  type Part,
  paperParts,
  parties,
  retiredMarks,
  vaultParts,
  words,
} from './write-parts.ts';

/**
 * All that an act writes, in one statement made of the parts it needs: most acts seal nothing and make no paper, and a
 * part costs the server its setting up even when it writes no row.
 */

export type PaperRow = {
  readonly n: number;
  readonly code: string;
  readonly number: string | null;
  readonly recipients: readonly string[];
  readonly templateVersion: string;
  readonly entry: string;
  readonly dataHash: string;
  readonly proof: string;
  readonly authority: string;
} & OwnName;

export type ActWrite = {
  readonly tenant: string;
  readonly stream: string;
  readonly at: Date;
  readonly actor: string;
  readonly act: string;
  readonly state: Complaint;
  /** For the current row; null leaves the name that stands there. */
  readonly respondentName: string | null;
  readonly complainantMasked: string | null;
  readonly chained: ChainedEvents;
  readonly clocks: readonly Clock[];
  /** The limits as they stand in their rows; none before the filing, undefined where any row may say something else. */
  readonly clocksBefore: readonly Clock[] | undefined;
  /** Where the case lay before the act. */
  readonly bureauBefore: string;
  /** The version the head must still have, where the case was not locked: else the whole statement fails. */
  readonly onlyAfter?: number | undefined;
  readonly entries: readonly PreparedEntries[];
  readonly papers: readonly PaperRow[];
  readonly auditId: string;
};

export type FilingWrite = ActWrite & {
  /** How many days back an earlier filing marks this one as a possible repetition (REP-01). */
  readonly repeatedWithin: number;
  readonly locators: readonly { readonly kind: 'number' | 'account' | 'operator' | 'external'; readonly key: string }[];
  readonly access: readonly { readonly principal: string; readonly role: string }[];
  readonly words: readonly string[];
};

export const newStreamHead = { version: 0, headHash: emptyHash };

/** Every part may use these: $1 tenant, $2 stream, $3 bureau, $4 moment, $5 who. */
const shared = (write: ActWrite): unknown[] => [write.tenant, write.stream, write.state.bureau, write.at, write.actor];

const texts = new Map<string, string>();

/** The text is made once for each combination of parts, so that it is prepared once a connection. */
const statementOf = (kind: string, write: ActWrite, parts: readonly Part[]): { text: string; values: unknown[] } => {
  const audit = auditPart(write);
  const name = `${kind}:${parts.map((part) => part.name).join(',')}`;
  let text = texts.get(name);
  if (text === undefined) {
    let at = 6;
    const made = parts.map((part) => {
      const sql = `${part.name} as (${part.sql(at)})`;
      at += part.values.length;
      return sql;
    });
    text = `with ${made.join(',\n')}\n${audit.sql(at)}`;
    texts.set(name, text);
  }
  return { text, values: [...shared(write), ...parts.flatMap((part) => part.values), ...audit.values] };
};

/** Everything an act amounts to, in one statement, sent with the commit. */
export const writeAct = (tx: Tx, write: ActWrite): void => {
  const { text, values } = statementOf('act', write, [
    changedHead(write),
    changedRow(write),
    acts(write),
    ...clockParts(write),
    ...retiredMarks(write),
    ...vaultParts(write),
    ...paperParts(write),
    ...nameParts(write),
  ]);
  tx.send(text, values);
};

export const writeFiling = (tx: Tx, write: FilingWrite): void => {
  const { text, values } = statementOf('file', write, [
    newHead(write),
    newRow(write),
    acts(write),
    ...clockParts(write),
    ...vaultParts(write),
    foundBy(write),
    parties(write),
    ...nameParts(write, true),
    ...(write.words.length === 0 ? [] : [words(write)]),
  ]);
  tx.send(text, values);
};
