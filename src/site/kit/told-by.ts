import { readEmail } from '#kernel/email.ts';
import type { Translate } from '#kernel/translate.ts';
import type { Fields } from './fields.ts';
import type { FormReader } from './form-reader.ts';
import { html, type Safe } from './html.ts';

/** How somebody may wish to be told; a letter in large print is one way of its own to whoever chooses. */
export const toldBys = ['sms', 'e-mail', 'letter', 'large-letter'] as const;
export type ToldBy = (typeof toldBys)[number];

export type TellingAnswer = {
  /** Undefined: no wish, only a consent. */
  readonly toldBy?: ToldBy;
  /** Agrees that papers come electronically. */
  readonly electronic: boolean;
};

type Wish = {
  readonly tellBy?: 'sms' | 'e-mail' | 'letter';
  readonly electronic: boolean;
  /** Asked with the two letters only: whoever chooses a message keeps what is on file for a paper printed all the same. */
  readonly largePrint?: boolean;
};

/** The wish as the complaints contract takes it: whoever chooses a letter takes papers by letter. */
export const tellingOf = ({ toldBy, electronic }: TellingAnswer): Wish => {
  const isLetter = toldBy === 'letter' || toldBy === 'large-letter';
  const tellBy = isLetter ? 'letter' : toldBy;
  return {
    ...(tellBy === undefined ? {} : { tellBy }),
    electronic: electronic && !isLetter,
    ...(isLetter ? { largePrint: toldBy === 'large-letter' } : {}),
  };
};

/** What is on file, as the one choice the page offers. */
export const toldByOf = (tellBy: 'sms' | 'e-mail' | 'letter' | null, largePrint: boolean): ToldBy | undefined =>
  tellBy === 'letter' && largePrint ? 'large-letter' : (tellBy ?? undefined);

type Said = { readonly email?: string; readonly telling?: TellingAnswer };

/** Nobody has to choose when filing; nothing chosen is neither a wish nor a consent. */
export const readTelling = (read: FormReader, toldBy: ToldBy | undefined): Said => {
  const written = read.optionalText('email', 200);
  const email = written === undefined ? undefined : readEmail(written);
  if (written !== undefined && email === undefined) read.fault('email', 'site:toldBy.fault.email');
  const electronic = read.optionalChoice('electronic', ['yes']) === 'yes';
  return {
    ...(email === undefined ? {} : { email }),
    ...(toldBy === undefined && !electronic
      ? {}
      : { telling: { ...(toldBy === undefined ? {} : { toldBy }), electronic } }),
  };
};

export const tellingChoice = (
  field: Fields,
  t: Translate,
  parts: { readonly optional: boolean; readonly largePrint?: boolean },
): Safe => html`${field.radios({
  name: 'toldBy',
  legend: t('site:toldBy.legend'),
  hint: t(parts.optional ? 'site:toldBy.hint' : 'site:toldBy.hintChange'),
  optional: parts.optional,
  options: toldBys
    .filter((one) => one !== 'large-letter' || parts.largePrint !== false)
    .map((one) => ({
      value: one,
      label: t(`site:toldBy.${one}.label`),
      hint: t(`site:toldBy.${one}.hint`),
      ...(one === 'e-mail'
        ? {
            reveal: field.text({
              name: 'email',
              label: t('site:toldBy.email'),
              inputmode: 'email',
              autocomplete: 'email',
              spellcheck: false,
              width: 20,
            }),
          }
        : {}),
    })),
})}
${field.checks({
  name: 'electronic',
  legend: t('site:toldBy.electronicLegend'),
  hint: t('site:toldBy.electronicHint'),
  options: [{ value: 'yes', label: t('site:toldBy.electronic') }],
})}`;
