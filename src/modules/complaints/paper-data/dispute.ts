import { moneyText } from '#kernel/money.ts';
import { wordingOf } from '../papers/wording.ts';
import type { PaperDesk } from './paper-desk.ts';

type Said = Pick<PaperDesk, 'state' | 'facts' | 'claim' | 'purchase' | 'platform' | 'evidenceNames' | 't'>;

/** Every box ticked with its amount, then what the complainant adds in words of its own. */
export const claimWords = (desk: Pick<Said, 'state' | 'claim' | 't'>): string => {
  const { t, claim: remark } = desk;
  const ticked = desk.state.claims.map(({ kind, amountFen }) => {
    const word = t(`complaint:claim.${kind}`);
    return amountFen === undefined ? word : `${word} ${moneyText(amountFen)}`;
  });
  if (ticked.length === 0) return remark === '' ? t('papers:notGiven') : remark;
  const claims = ticked.join(t('papers:listSeparator'));
  return remark === '' ? claims : `${claims}${t('papers:dispute.stop')}${remark}`;
};

/** The end of a sentence of the paper, which the words of the complainant may have brought along. */
export const ended = (words: string, { t }: Pick<Said, 't'>): string =>
  /[。！？；….!?;][”’」』）)]*$/u.test(words) ? words : `${words}${t('papers:dispute.stop').trim()}`;

const wordsFor = ({ t }: Pick<Said, 't'>) => wordingOf(t, 'dispute');

/** When, where, what was bought and for how much, as answered apart from the complainant's own words; '' where nothing was. */
const purchaseWords = (desk: Said): string => {
  const w = wordsFor(desk);
  const { state, purchase } = desk;
  const {
    goods = '',
    brand = '',
    quantity = '',
    place = '',
    orderNumber = '',
    logisticsNumber = '',
    shopLink = '',
  } = purchase;
  const given = (key: string, value: string): readonly string[] => (value === '' ? [] : [w.text(key, { value })]);
  const platform = desk.platform ?? purchase['platformName'] ?? '';
  const how = platform !== '' ? w.text('platform', { value: platform }) : state.online ? w.text('online') : '';
  const marks = [...given('brand', brand), ...given('quantity', quantity)];
  const what =
    goods === ''
      ? w.text('bought')
      : `${w.text('goods', { value: goods })}${marks.length === 0 ? '' : w.text('marks', { value: marks.join(w.text('and')) })}`;
  const day = state.purchasedOn;
  const said = { how, place: given('place', place).join(''), what };
  const clauses = [
    day === undefined ? w.text('purchase', said) : w.text('purchaseOn', { ...said, day: w.day(day) }),
    ...(state.amountFen === undefined ? [] : [w.text('amount', { value: moneyText(state.amountFen) })]),
    ...given('orderNumber', orderNumber),
    ...given('logisticsNumber', logisticsNumber),
    ...given('shopLink', shopLink),
  ];
  const isSilent = clauses.length === 1 && goods === '' && place === '' && how === '';
  return isSilent && day === undefined ? '' : `${clauses.join(w.text('comma'))}${w.text('stop')}`;
};

/** A name as handed in may be of any length; on the sheet it takes no more than this. */
const NAME_AT_MOST = 40;

const kindOf = (mediaType: string): string => {
  if (mediaType === 'application/pdf') return 'pdf';
  const [kind = ''] = mediaType.split('/');
  return ['image', 'audio', 'video'].includes(kind) ? kind : 'other';
};

const shortened = (name: string): string => {
  const characters = [...name.replaceAll(/\s+/gu, ' ')];
  return characters.length <= NAME_AT_MOST ? name : `${characters.slice(0, NAME_AT_MOST - 1).join('')}…`;
};

/** The proof handed in by the complainant's side, file by file; papers about persons are no proof of the facts. */
const evidenceWords = (desk: Said): string => {
  const w = wordsFor(desk);
  const { evidence } = desk.state;
  const handedIn = evidence.filter(
    ({ by, purpose = 'evidence' }) => purpose === 'evidence' && by !== 'respondent' && by !== 'platform',
  );
  if (handedIn.length === 0) return '';
  const names = handedIn.map(({ file, mediaType }) =>
    shortened(desk.evidenceNames.get(file) ?? w.text(`file.${kindOf(mediaType)}`)),
  );
  return w.text('evidence', { names: w.list(names), count: handedIn.length });
};

/** Field of form 1: facts as its note 3 wants them, the structured answers before the complainant's own words. */
export const factsWords = (desk: Said): string => {
  const { knewOn } = desk.state;
  const w = wordsFor(desk);
  const known = knewOn == null ? '' : w.text('knewOn', { day: w.day(knewOn) });
  return joined([`${purchaseWords(desk)}${known}`, desk.facts, evidenceWords(desk)]);
};

/** Field of form 9: what was complained of and what was claimed. */
export const disputeWords = (desk: Said): string =>
  joined([purchaseWords(desk), desk.facts, wordsFor(desk).text('claim', { value: ended(claimWords(desk), desk) })]);

const joined = (parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n');

/** The field as long as it may become, where the names of the files are not at hand. */
export const longestFacts = (desk: Said): string => {
  const names = desk.state.evidence.map(({ file }) => [file, '字'.repeat(NAME_AT_MOST)] as const);
  return factsWords({ ...desk, evidenceNames: new Map(names) });
};
