import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { Tx } from '#platform/db.ts';
import { codeNameFor } from '../reference.ts';
import { phases } from '../vocabulary.ts';
import type { WorklistQuery } from '../worklist-contract.ts';

/** An empty list answers a question about what nobody knows as if it were known: it is refused at its field instead. */

export const unknownPhase = ({ phase }: Pick<WorklistQuery, 'phase'>): Refusal | undefined => {
  const unknown = phase?.split(',').find((one) => !(phases as readonly string[]).includes(one));
  return unknown === undefined
    ? undefined
    : refuse('no-such-phase', { status: 400, field: 'phase', params: { phase: unknown, known: phases.join(', ') } });
};

const systems = { objectCode: 'object-12315', problemCode: 'problem-12315' } as const;

/** Asked where nothing was found: cases of an import may have codes of another list, and are found by them. */
export const unknownCode = async (tx: Tx, query: WorklistQuery): Promise<Refusal | undefined> => {
  for (const field of ['objectCode', 'problemCode'] as const) {
    const code = query[field];
    if (code !== undefined && (await codeNameFor(tx, systems[field], code, 'zh-CN')) === undefined)
      return refuse('no-such-code', { status: 400, field, params: { code } });
  }
  return undefined;
};
