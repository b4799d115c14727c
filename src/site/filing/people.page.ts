import { agentPowers, idKinds } from '#kernel/identity-words.ts';
import type { Translate } from '#kernel/translate.ts';
import { type RefusedFile, refusedFiles } from '#site/kit/evidence.ts';
import { type Fields, fieldsOf } from '#site/kit/fields.ts';
import { html, type Safe } from '#site/kit/html.ts';
import { inset, more } from '#site/kit/notices.ts';
import { paths } from '#site/kit/paths.ts';
import { tellingChoice } from '#site/kit/told-by.ts';
import { type HelperAnswer, helperRelations, mayLeaveOpen, tellings } from './read-people.ts';
import { type StepView, stepPage } from './step-frame.ts';
import { asksForDispute, filingRoles, type Matter } from './steps.ts';
import { tellingFields } from './telling-fields.ts';

export type RoleView = StepView;
export type PersonView = StepView & { readonly helper?: Pick<HelperAnswer, 'name' | 'relation'> };
export type AgentView = StepView & { readonly powerOfAttorney?: { readonly name: string } };
export type JointView = StepView & { readonly choices?: readonly string[]; readonly refused?: readonly RefusedFile[] };
export type HelperView = StepView & { readonly heard?: readonly string[]; readonly refused?: readonly RefusedFile[] };

const nameField = (field: Fields, t: Translate, autocomplete?: string): Safe =>
  field.text({
    name: 'name',
    label: t('filing:person.name'),
    hint: t('filing:person.nameHint'),
    width: 20,
    ...(autocomplete ? { autocomplete } : {}),
  });

const phoneField = (field: Fields, t: Translate, hint: string, autocomplete?: string): Safe =>
  field.text({
    name: 'phone',
    label: t('filing:person.phone'),
    hint,
    inputmode: 'tel',
    width: 20,
    ...(autocomplete ? { autocomplete } : {}),
  });

const identityFields = (field: Fields, t: Translate, optional = false): Safe => html`${field.select({
  name: 'idKind',
  label: t('filing:person.idKind'),
  optional,
  options: idKinds.map((kind) => ({ value: kind, label: t(`complaint:idKind.${kind}`) })),
})}
${field.text({ name: 'idNumber', label: t('filing:person.idNumber'), hint: t('filing:person.idNumberHint'), optional, spellcheck: false, width: 20 })}`;

export function rolePage(view: RoleView, t: Translate): Safe {
  const title = t('filing:role.question');
  return stepPage(view, 'role', t, {
    title,
    fields: fieldsOf(view.form, t).radios({
      name: 'role',
      legend: title,
      asHeading: true,
      options: filingRoles.map((role) => ({
        value: role,
        label: t(`filing:role.${role}.label`),
        hint: t(`filing:role.${role}.hint`),
      })),
    }),
  });
}

function namedFields(view: PersonView, field: Fields, t: Translate): Safe {
  const self = view.role === undefined || view.role === 'self' || view.role === 'joint';
  const helped = mayLeaveOpen(view.matter, view.role, view.form.values['reportNamed']);
  return html`${nameField(field, t, self ? 'name' : undefined)}
${phoneField(field, t, t(view.matter === 'question' ? 'filing:person.phoneHintQuestion' : 'filing:person.phoneHint'), self ? 'tel' : undefined)}
${
  asksForDispute(view.matter) &&
  field.checks({
    name: 'noPhone',
    legend: t('filing:person.noPhoneLegend'),
    hint: t('filing:person.noPhoneHint'),
    options: [{ value: 'yes', label: t('filing:person.noPhone') }],
  })
}${
  view.matter === 'question' &&
  field.text({
    name: 'email',
    label: t('site:toldBy.email'),
    hint: t('filing:person.emailHintQuestion'),
    optional: true,
    inputmode: 'email',
    autocomplete: 'email',
    spellcheck: false,
    width: 20,
  })
}${
  view.matter !== 'question' &&
  html`${field.text({ name: 'address', label: t('filing:person.address'), hint: t('filing:person.addressHint'), optional: helped, ...(self ? { autocomplete: 'street-address' } : {}) })}
${identityFields(field, t, helped)}
${asksForDispute(view.matter) && tellingChoice(field, t, { optional: true })}
${
  view.matter === 'both' &&
  field.radios({
    name: 'reportNamed',
    legend: t('filing:person.reportLegend'),
    hint: t('filing:person.reportHint'),
    options: [
      { value: 'yes', label: t('filing:person.reportYes'), hint: t('filing:person.reportYesHint') },
      { value: 'no', label: t('filing:person.reportNo'), hint: t('filing:person.reportNoHint') },
    ],
  })
}
${more(t('filing:person.whyTitle'), html`<p>${t('filing:person.why')}</p><p>${t('filing:person.whoSees')}</p>`)}`
}`;
}

/** Asked at the start, shown here: whoever helps is not asked twice. */
const helpedBy = ({ name, relation }: Pick<HelperAnswer, 'name' | 'relation'>, matter: Matter, t: Translate): Safe =>
  inset(
    html`<p>${t('filing:person.helpedBy', { name, relation: t(`filing:helper.relations.${relation}`) })} <a href="${paths.fileStep('helper')}?change=1">${t('filing:person.helpedByChange')}</a></p>
<p>${t('filing:person.helpedLater')}</p>${matter === 'both' && html`<p>${t('filing:person.helpedReport')}</p>`}`,
  );

const personTitle = (view: PersonView): string => {
  if (view.matter === 'question') return 'filing:person.questionAnswer';
  return view.role === 'agent' || view.role === 'helper' ? 'filing:person.questionOther' : 'filing:person.question';
};

export function personPage(view: PersonView, t: Translate): Safe {
  const field = fieldsOf(view.form, t);
  const title = t(personTitle(view));
  const named = namedFields(view, field, t);
  return stepPage(view, 'person', t, {
    title,
    fields: html`<h1>${title}</h1>
${view.helper !== undefined && helpedBy(view.helper, view.matter, t)}
${
  view.matter === 'report'
    ? field.radios({
        name: 'named',
        legend: t('filing:person.namedLegend'),
        hint: t('filing:person.namedHint'),
        options: [
          { value: 'yes', label: t('filing:person.namedYes'), reveal: named },
          { value: 'no', label: t('filing:person.namedNo'), hint: t('filing:person.namedNoHint') },
        ],
      })
    : named
}`,
  });
}

export function agentPage(view: AgentView, t: Translate): Safe {
  const field = fieldsOf(view.form, t);
  const title = t('filing:agent.question');
  return stepPage(view, 'agent', t, {
    title,
    files: true,
    fields: html`<h1>${title}</h1><p>${t('filing:agent.intro')}</p>
${nameField(field, t, 'name')}
${phoneField(field, t, t('filing:agent.phoneHint'), 'tel')}
${field.text({ name: 'address', label: t('site:agent.address'), hint: t('site:agent.addressHint'), autocomplete: 'street-address' })}
${identityFields(field, t)}
${field.radios({
  name: 'powers',
  legend: t('filing:agent.powers'),
  options: agentPowers.map((power) => ({
    value: power,
    label: t(`complaint:agentPower.${power}`),
    hint: t(`filing:agent.powerHint.${power}`),
  })),
})}
${field.text({ name: 'matters', label: t('filing:agent.matters'), hint: t('filing:agent.mattersHint') })}
${field.date({ name: 'until', label: t('filing:agent.until'), optional: true })}
${view.powerOfAttorney && inset(html`<p>${t('filing:agent.have', { name: view.powerOfAttorney.name })}</p>`)}
${field.file({ name: 'powerOfAttorney', label: t('filing:agent.paper'), hint: t('filing:agent.paperHint'), accept: 'image/*,application/pdf', optional: view.powerOfAttorney !== undefined })}`,
  });
}

export function jointPage(view: JointView, t: Translate): Safe {
  const field = fieldsOf(view.form, t);
  const title = t('filing:joint.question');
  return stepPage(view, 'joint', t, {
    title,
    files: true,
    fields: html`<h1>${title}</h1><p>${t('filing:joint.intro')}</p>
${view.refused !== undefined && refusedFiles(view.refused, t)}
${field.long({ name: 'others', label: t('filing:joint.others'), hint: t('filing:joint.othersHint'), rows: 6 })}
${field.text({ name: 'secondName', label: t('filing:joint.secondName'), hint: t('filing:joint.secondHint'), optional: true, width: 20 })}
${field.text({ name: 'secondPhone', label: t('filing:joint.secondPhone'), optional: true, inputmode: 'tel', width: 20 })}
${view.choices !== undefined && view.choices.length > 0 && inset(html`<p>${t('filing:joint.have', { names: view.choices.join(t('site:listComma')) })}</p>`)}
${field.file({ name: 'choice', label: t('filing:joint.choice'), hint: t('filing:joint.choiceHint'), accept: 'image/*,application/pdf', multiple: true, optional: true })}
${field.checks({ name: 'agreed', legend: t('filing:joint.agreedLegend'), options: [{ value: 'yes', label: t('filing:joint.agreed') }] })}`,
  });
}

export function helperPage(view: HelperView, t: Translate): Safe {
  const field = fieldsOf(view.form, t);
  const title = t('filing:helper.question');
  return stepPage(view, 'helper', t, {
    title,
    files: true,
    fields: html`<h1>${title}</h1><p>${t('filing:helper.intro')}</p>
${view.refused !== undefined && refusedFiles(view.refused, t)}
${field.radios({ name: 'relation', legend: t('filing:helper.relation'), options: helperRelations.map((one) => ({ value: one, label: t(`filing:helper.relations.${one}`) })) })}
${field.text({ name: 'station', label: t('filing:helper.station'), hint: t('filing:helper.stationHint'), optional: true })}
${nameField(field, t, 'name')}
${phoneField(field, t, t('filing:helper.phoneHint'), 'tel')}
${field.radios({ name: 'told', legend: t('filing:helper.told'), options: tellings.map((one) => ({ value: one, label: t(`filing:helper.tellings.${one}`) })) })}
${view.heard !== undefined && view.heard.length > 0 && inset(html`<p>${t('filing:helper.have', { names: view.heard.join(t('site:listComma')) })}</p>`)}
${tellingFields(field, t, 'helper')}`,
  });
}
