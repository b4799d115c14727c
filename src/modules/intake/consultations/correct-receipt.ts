import { type Day, dayOf } from '#kernel/day.ts';
import { longDay } from '#kernel/day-text.ts';
import { dayInNumber } from '#kernel/public-number.ts';
import { correctedReceiptObjection } from '#kernel/receipt-day.ts';
import { isRefusal, type Refusal } from '#kernel/refusal.ts';
import { makeLetter } from '#modules/complaints/facade.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import type { Consultation, PaperMade } from './consultation.ts';
import type { ReceiptBody } from './contract.ts';
import { change, letterFacts, locked, sealAct, type Wish } from './handle.ts';
import { receiptDayObjection } from './permits.ts';

const basis = [{ text: 'order-121', article: '45' }];

/** A wrong day of receipt put right by the head; whoever had a letter that says the other day is told in writing. */
export const correctConsultationReceipt = async (
  context: Context,
  tx: Tx,
  wish: Wish & { readonly body: ReceiptBody },
): Promise<{ version: number } | Refusal> => {
  const found = await locked(tx, wish, 'correct-receipt');
  if (isRefusal(found)) return found;
  const { state } = found;
  const on = dayOf(wish.at);
  const receivedOn = wish.body.receivedOn as Day;
  const objection =
    receiptDayObjection(state) ??
    correctedReceiptObjection(receivedOn, {
      was: state.receivedOn,
      today: on,
      // No order sets a limit for answers (art. 44), so no rule says which year cannot be.
      since: undefined,
      followed: [
        ...(state.channel === 'import' ? [] : [dayInNumber(state.number)]),
        state.answer?.on,
        ...state.told.map((one) => one.on),
      ],
      basis,
    });
  if (objection !== undefined) return objection;
  const { reasons } = wish.body;
  const facts = await letterFacts(context, tx, found, wish.actor, wish.at);
  const t = context.texts('zh-CN');
  const letters = [];
  const told = toldWith(state);
  if (told !== undefined) {
    const { made: madeAt } = await tx.one<{ made: Date }>(
      'select made_at as made from consultation_paper where tenant = $1 and stream = $2 and n = $3',
      [found.tenant, found.stream, told.n],
    );
    const made = await makeLetter(context, tx, {
      code: 'correction-notice',
      tenant: found.tenant,
      unit: facts.unit,
      word: '咨更',
      on,
      data: (head) => ({
        ...head,
        addressee: facts.addressee,
        decisionTitle: t(`papers:${told.code}.title`),
        decisionNumber: told.number,
        decidedOn: dayOf(madeAt),
        reason: reasons,
        corrections: [
          {
            what: t('papers:correction-notice.field.receivedOn'),
            // A letter about a question whose source said no day had the day of its entry.
            was: longDay(facts.receivedOn, t),
            is: longDay(receivedOn, t),
          },
        ],
      }),
    });
    letters.push({ code: 'correction-notice', made } as const);
  }
  const sealed = await sealAct(context, tx, found, { kind: 'reasons', value: reasons }, letters);
  if (isRefusal(sealed)) return sealed;
  const payload = {
    was: state.receivedOn,
    receivedOn,
    on,
    approvedBy: wish.actor.account,
    reasons: sealed.said,
    papers: sealed.papers,
  };
  const event = { type: 'ConsultationReceiptCorrected', payload } as const;
  return await change(context, tx, found, wish, 'correct-question-receipt', event);
};

/** The letter that told the asker the other day. */
const toldWith = ({ papers }: Consultation): PaperMade | undefined =>
  papers.findLast(({ code }) => code === 'consultation-answer' || code === 'food-transfer-notice');
