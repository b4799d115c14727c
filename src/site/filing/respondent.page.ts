import type { Translate } from '#kernel/translate.ts';
import { type Fields, fieldsOf } from '#site/kit/fields.ts';
import { attributes, html, type Safe } from '#site/kit/html.ts';
import { inset } from '#site/kit/notices.ts';
import { type StepView, stepAction, stepPage } from './step-frame.ts';

export type OperatorHit = {
  readonly id: string;
  /** Name of the platform, where this is a shop on one. */
  readonly platform?: string;
  readonly name: string;
  readonly address: string;
  /** Unified social credit code. */
  readonly licence?: string;
};

export type RespondentView = StepView & {
  readonly search?: { readonly query: string; readonly hits: readonly OperatorHit[]; readonly total: number };
};

function searchForm(view: RespondentView, title: string, t: Translate): Safe {
  const own = attributes({
    type: 'search',
    id: 'q',
    name: 'q',
    value: view.search?.query,
    'aria-describedby': 'q-hint',
  });
  return html`<h1>${title}</h1>
<form method="get" action="${stepAction('respondent')}" role="search">
${view.changing && html`<input type="hidden" name="change" value="1">`}
<div class="field"><label for="q">${t('filing:respondent.searchLabel')}</label>
<div class="hint" id="q-hint">${t('filing:respondent.searchHint')}</div>
<input${own}></div>
<div class="acts"><button class="act second">${t('filing:respondent.search')}</button></div>
</form>
${view.search && view.search.hits.length === 0 && inset(html`<p>${t('filing:respondent.noHit', { query: view.search.query })}</p>`)}
${
  view.search &&
  view.search.hits.length > 0 &&
  html`<p class="small soft">${t('filing:respondent.hits', { shown: view.search.hits.length, total: view.search.total })}</p>`
}`;
}

const shopFields = (
  field: Fields,
  t: Translate,
): Safe => html`${field.text({ name: 'platform', label: t('filing:respondent.platform'), hint: t('filing:respondent.platformHint') })}
${field.text({ name: 'shop', label: t('filing:respondent.shop'), hint: t('filing:respondent.shopHint') })}
${field.text({ name: 'link', label: t('filing:respondent.link'), optional: true, spellcheck: false })}
${field.text({ name: 'shopAddress', label: t('filing:respondent.shopAddress'), hint: t('filing:respondent.shopAddressHint'), optional: true })}`;

const describedFields = (
  field: Fields,
  t: Translate,
): Safe => html`<p class="hint">${t('filing:respondent.describedHint')}</p>
${field.text({ name: 'name', label: t('filing:respondent.name'), hint: t('filing:respondent.nameHint') })}
${field.text({ name: 'address', label: t('filing:respondent.address'), hint: t('filing:respondent.addressHint') })}
${field.text({ name: 'phone', label: t('filing:respondent.phone'), optional: true, inputmode: 'tel', width: 20 })}
${field.text({ name: 'contact', label: t('filing:respondent.contact'), optional: true, width: 20 })}
${field.text({ name: 'licence', label: t('filing:respondent.licence'), optional: true, spellcheck: false, width: 20 })}
${field.long({ name: 'clue', label: t('filing:respondent.clue'), hint: t('filing:respondent.clueHint'), optional: true, rows: 3 })}`;

const hintOf = ({ platform, address, licence }: OperatorHit, t: Translate): Safe =>
  html`${platform && t('filing:respondent.onPlatform', { platform })}${platform && address && html`<br>`}${address}${licence && html`<br><span class="num">${licence}</span>`}`;

export function respondentPage(view: RespondentView, t: Translate): Safe {
  const field = fieldsOf(view.form, t);
  const title = t(view.matter === 'report' ? 'filing:respondent.questionReport' : 'filing:respondent.question');
  return stepPage(view, 'respondent', t, {
    title,
    before: searchForm(view, title, t),
    fields: field.radios({
      name: 'chosen',
      legend: t(view.search?.hits.length ? 'filing:respondent.choose' : 'filing:respondent.chooseWithout'),
      options: [
        ...(view.search?.hits ?? []).map((hit) => ({
          value: `${hit.platform === undefined ? 'operator' : 'shop'}:${hit.id}`,
          label: hit.name,
          hint: hintOf(hit, t),
        })),
        {
          value: 'platform-shop',
          label: t('filing:respondent.platformShop'),
          hint: t('filing:respondent.platformShopHint'),
          reveal: shopFields(field, t),
        },
        { value: 'described', label: t('filing:respondent.described'), reveal: describedFields(field, t) },
      ],
    }),
  });
}
