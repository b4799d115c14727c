import type { Translate } from '#kernel/translate.ts';
import { fieldsOf } from '#site/kit/fields.ts';
import { html, type Safe } from '#site/kit/html.ts';
import { type StepView, stepPage } from './step-frame.ts';
import { leftToFile } from './telling-fields.ts';

export type CodeOption = { readonly value: string; readonly label: string };

export type PurchaseView = StepView & {
  /** Kinds of goods and services from the directory's code table. */
  readonly objects: readonly CodeOption[];
  /** A photo lies there that may stand for the words. */
  readonly hasPhoto?: boolean;
};

export function purchasePage(view: PurchaseView, t: Translate): Safe {
  const field = fieldsOf(view.form, t);
  const title = t('filing:purchase.question');
  return stepPage(view, 'purchase', t, {
    title,
    fields: html`<h1>${title}</h1>
${view.role === 'helper' && leftToFile(view.form, t, { name: 'onReceipt', step: 'purchase', isThere: view.hasPhoto === true })}
${field.text({ name: 'goods', label: t('filing:purchase.goods'), hint: t('filing:purchase.goodsHint') })}
${field.text({ name: 'brand', label: t('filing:purchase.brand'), optional: true })}
${field.text({ name: 'quantity', label: t('filing:purchase.quantity'), hint: t('filing:purchase.quantityHint'), optional: true })}
${view.objects.length > 0 && field.select({ name: 'objectCode', label: t('filing:purchase.objectCode'), hint: t('filing:purchase.objectCodeHint'), optional: true, options: view.objects })}
${field.radios({
  name: 'online',
  legend: t('filing:purchase.online'),
  options: [
    {
      value: 'yes',
      label: t('filing:purchase.onlineYes'),
      reveal: html`${field.text({ name: 'platform', label: t('filing:purchase.platform'), optional: true })}
${field.text({ name: 'orderNumber', label: t('filing:purchase.orderNumber'), hint: t('filing:purchase.orderNumberHint'), optional: true, spellcheck: false })}
${field.text({ name: 'logisticsNumber', label: t('filing:purchase.logisticsNumber'), hint: t('filing:purchase.logisticsNumberHint'), optional: true, spellcheck: false })}`,
    },
    { value: 'no', label: t('filing:purchase.onlineNo') },
  ],
})}
${field.date({ name: 'boughtOn', label: t('filing:purchase.boughtOn'), hint: t('filing:purchase.boughtOnHint'), optional: true })}
${field.money({ name: 'amount', label: t('filing:purchase.amount'), hint: t('filing:purchase.amountHint'), optional: true })}`,
  });
}
