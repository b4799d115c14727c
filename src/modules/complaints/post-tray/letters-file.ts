import type { Actor } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import { longDay } from '#kernel/day-text.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import type { Translate } from '#kernel/translate.ts';
import type { Context } from '#platform/context.ts';
import { joinPdfs } from '#platform/documents/join-pdfs.ts';
import { typeset } from '#platform/documents/typesetter.ts';
import { scopeOf } from '../handle.ts';
import { fileOfPaper, readingPrint } from '../paper-files.ts';
import { type FoundLetter, findLetter, type LetterRef } from './print-letters.ts';

const GOOD_FOR_MINUTES = 10;
export const fetchableUntil = (at: Date): Date => new Date(at.getTime() + GOOD_FOR_MINUTES * 60_000);

type Ordered = { readonly number: string; readonly n: number; readonly to: LetterRef['to']; readonly duplex: boolean };

/** The letters of one print in their order, each behind the page for its envelope. Only for who ordered it, for ten minutes. */
export const lettersFile = async (
  context: Context,
  actor: Actor,
  batch: string,
  at: Date,
): Promise<{ readonly pdf: Buffer; readonly name: string } | Refusal> => {
  const t = context.texts('zh-CN');
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
  const title = t('papers:letters.title', { day: longDay(dayOf(at), t), count: letters.length });
  const faces = await typeset(
    'modules/complaints/papers/letter-cover.typ',
    { title, pages: letters.map((letter) => faceOf(letter, t)) },
    { at, lang: 'zh' },
  );
  const parts: { readonly face: number; readonly pdf: Buffer }[] = [];
  for (const [face, letter] of letters.entries()) {
    const printed = await bodyOf(context, actor, letter);
    if (isRefusal(printed)) return printed;
    parts.push({ face, pdf: printed });
  }
  return { pdf: await joinPdfs({ title, at, faces, parts, duplex }), name: title };
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

const faceOf = (letter: FoundLetter, t: Translate) => ({
  sender: [letter.sender.name, letter.sender.phone].filter((line) => line !== ''),
  address: letter.addressee.address,
  name: letter.addressee.name,
  closing: t('papers:letters.closing'),
  large: letter.largePrint,
  lines: [
    { label: t('papers:letters.paper'), value: `${letter.title} ${letter.paperNumber ?? ''}`.trim() },
    { label: t('papers:letters.case'), value: letter.number },
  ],
});
