import type { Actor } from '#kernel/actor.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import { scopeOf } from '../handle.ts';
import { fileOfPaper, readingPrint } from '../paper-files.ts';
import { bindLetters, type Letter } from '../print-beside.ts';
import { type FoundLetter, findLetter, type LetterRef } from './print-letters.ts';

const GOOD_FOR_MINUTES = 10;

type Ordered = { readonly number: string; readonly n: number; readonly to: LetterRef['to']; readonly duplex: boolean };

/** The letters of one print in their order, each behind the page for its envelope. Only for who ordered it, for ten minutes. */
export const lettersFile = async (
  context: Context,
  actor: Actor,
  batch: string,
  at: Date,
): Promise<{ readonly pdf: Buffer; readonly name: string } | Refusal> => {
  const ordered = await context.database.transact(scopeOf(actor), async (tx) => {
    const rows = await tx.rows<Ordered>(
      `select c.number, l.n, l.party as to, l.duplex from letter_print l
         join complaint c on c.tenant = l.tenant and c.stream = l.stream
        where l.tenant = any ($1::text[]) and l.batch = $2::uuid and l.account = $3::uuid and l.printed_at > $4
        order by l.place`,
      [actor.tenants, batch, actor.account, new Date(at.getTime() - GOOD_FOR_MINUTES * 60_000)],
    );
    const letters: FoundLetter[] = [];
    for (const { duplex: _, ...letter } of rows) {
      const found = await findLetter(context, tx, actor, letter, at);
      if (!isRefusal(found)) letters.push(found);
    }
    return { letters, duplex: rows.some(({ duplex }) => duplex) };
  });
  const { letters, duplex } = ordered;
  if (letters.length === 0)
    return refuse('printing-needs-a-reason', { status: 403, basis: [{ text: 'pipl', article: '6' }] });
  const bound: Letter[] = [];
  for (const letter of letters) {
    const pdf = await bodyOf(context, actor, letter);
    if (isRefusal(pdf)) return pdf;
    bound.push({ ...letter, large: letter.largePrint, pdf });
  }
  return await bindLetters(context, bound, { duplex, at });
};

const bodyOf = async (context: Context, actor: Actor, letter: FoundLetter): Promise<Buffer | Refusal> => {
  const { number, n, largePrint } = letter;
  if (largePrint) {
    const print = await readingPrint(context, actor, number, n, { large: true, aid: false });
    return isRefusal(print) ? print : print.pdf;
  }
  const file = await fileOfPaper(context, actor, number, n);
  return isRefusal(file) ? file : file.content;
};
