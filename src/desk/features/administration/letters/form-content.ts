import type { LocalFormPreviewBody, LocalFormVersion } from '#modules/complaints/local-forms/contract.ts';

type Typed = { readonly [Name in keyof LocalFormPreviewBody]?: LocalFormPreviewBody[Name] | null };

/** What is sent of a form: what was left empty is empty, not missing. */
export const contentOf = (typed: Typed | LocalFormVersion): LocalFormPreviewBody => ({
  title: typed.title ?? '',
  englishTitle: typed.englishTitle ?? '',
  addressee: typed.addressee ?? 'complainant',
  series: typed.series ?? '',
  wording: typed.wording ?? '',
  aid: typed.aid ?? '',
  notes: typed.notes ?? '',
  fields: (typed.fields ?? []).map((one) => ({
    label: one?.label ?? '',
    required: one?.required ?? false,
    long: one?.long ?? false,
  })),
});
