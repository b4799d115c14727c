import { checkCitizenId } from '#kernel/citizen-id.ts';
import { compareDays, type Day } from '#kernel/day.ts';
import { type AgentPowers, agentPowers, type IdKind, idKinds } from '#kernel/identity-words.ts';
import { maskPhone } from '#kernel/phone.ts';
import type { Translate } from '#kernel/translate.ts';
import { type Fields, fieldsOf } from './fields.ts';
import type { FieldFault, FormState } from './form.ts';
import { formReader, type RawForm, type Reading } from './form-reader.ts';
import { html, type Safe } from './html.ts';
import { inset, more } from './notices.ts';

/** The field the power of attorney is chosen in, and what its files are for. */
export const powerField = 'powerOfAttorney';
export const powerPurpose = 'power-of-attorney';

/** As the power of attorney names the agent (Order 121 art. 11; note 3 of form 9). */
export type AgentAnswer = {
  readonly name: string;
  readonly phone: string;
  readonly address: string;
  readonly idType: IdKind;
  readonly idNumber: string;
  readonly powers: AgentPowers;
  readonly matters: string;
  readonly until?: Day;
};

/** @param today a power that has ended names nobody */
export function readAgentAnswer(raw: RawForm, today: Day): Reading<AgentAnswer> {
  const read = formReader(raw);
  const name = read.requiredText('name', 'site:agent.fault.name', 100);
  const phone = read.requiredPhone('phone', 'site:agent.fault.phone');
  const address = read.requiredText('address', 'site:agent.fault.address', 300);
  const idType = read.choice('idKind', idKinds, 'filing:fault.id-kind');
  const idNumber = read.requiredText('idNumber', 'filing:fault.id-number', 40);
  if (idType === 'resident-id' && idNumber !== '' && !checkCitizenId(idNumber).sound)
    read.warn('idNumber', 'filing:warning.id-number');
  const powers = read.choice('powers', agentPowers, 'filing:fault.powers');
  const matters = read.requiredText('matters', 'filing:fault.matters', 300);
  const until = read.optionalDay('until');
  if (until !== undefined && compareDays(until, today) < 0) read.fault('until', 'filing:fault.agent-until');
  const person = { name, phone, address, idType, idNumber };
  return read.done({ ...person, powers, matters, ...(until === undefined ? {} : { until }) });
}

/** An agent shows its paper with its name; a file that was not kept is said so. */
export const paperFaults = (has: boolean, refused: readonly FieldFault[]): FieldFault[] =>
  refused.length > 0
    ? refused.map((fault) => ({ ...fault, field: powerField }))
    : has
      ? []
      : [{ field: powerField, says: 'site:agent.fault.paper' }];

/** An agent who hands in a new power for itself: it stays the person it is and gives itself no more than it has. */
export type OwnPower = { readonly phone?: string; readonly general: boolean };

const phoneField = (field: Fields, t: Translate, own: OwnPower | undefined): Safe =>
  own?.phone === undefined
    ? field.text({
        name: 'phone',
        label: t('site:agent.phone'),
        hint: t(own === undefined ? 'site:agent.phoneHint' : 'site:agent.ownPhone'),
        inputmode: 'tel',
        width: 20,
      })
    : html`<p>${t('site:agent.yourPhone', { phone: maskPhone(own.phone) })}</p><input type="hidden" name="phone" value="${own.phone}">`;

const powersField = (field: Fields, t: Translate, words: string, own: OwnPower | undefined): Safe =>
  own?.general === true
    ? html`${inset(html`<p>${t('site:agent.generalOnly')}</p>`)}<input type="hidden" name="powers" value="general">`
    : field.radios({
        name: 'powers',
        legend: t('filing:agent.powers'),
        options: agentPowers.map((power) => ({
          value: power,
          label: t(`complaint:agentPower.${power}`),
          hint: t(`${words}:agent.powerHint.${power}`),
        })),
      });

const person = (
  field: Fields,
  t: Translate,
  own: OwnPower | undefined,
): Safe => html`${field.text({ name: 'name', label: t('site:agent.name'), width: 20 })}
${phoneField(field, t, own)}
${field.text({ name: 'address', label: t('site:agent.address'), hint: t('site:agent.addressHint') })}
${field.select({
  name: 'idKind',
  label: t('filing:person.idKind'),
  options: idKinds.map((kind) => ({ value: kind, label: t(`complaint:idKind.${kind}`) })),
})}
${field.text({ name: 'idNumber', label: t('filing:person.idNumber'), spellcheck: false, width: 20 })}`;

/** Chosen beforehand until the person says otherwise. */
const presumed = (form: FormState): FormState =>
  form.values['idKind'] === undefined ? { ...form, values: { ...form.values, idKind: 'resident-id' } } : form;

/**
 * @param have names of the files handed in already
 * @param words whose agent it is: the operator's or the complainant's
 * @param own where the agent itself fills it in
 */
export const agentFields = (
  form: FormState,
  have: readonly string[],
  t: Translate,
  words: 'answer' | 'follow' = 'answer',
  own?: OwnPower,
): Safe => {
  const field = fieldsOf(presumed(form), t);
  return html`${person(field, t, own)}
${powersField(field, t, words, own)}
${field.text({ name: 'matters', label: t('filing:agent.matters'), hint: t('site:agent.mattersHint') })}
${field.date({ name: 'until', label: t('filing:agent.until'), hint: t('site:agent.untilHint'), optional: true })}
${have.length > 0 && inset(html`<p>${t('site:agent.have', { names: have.join(t('site:listComma')) })}</p>`)}
${field.file({ name: powerField, label: t('site:agent.paper'), hint: t(`${words}:agent.paperHint`), accept: 'image/*,application/pdf', multiple: true, optional: have.length > 0 })}
${more(t('filing:person.whyTitle'), html`<p>${t(`${words}:agent.whoSees`)}</p>`)}`;
};
