import type { Translate } from '#kernel/translate.ts';
import { fieldsOf } from '#site/kit/fields.ts';
import { errorSummary, type FormState, formStates, postForm } from '#site/kit/form.ts';
import { html, type Safe } from '#site/kit/html.ts';
import { layout, type Shell } from '#site/kit/layout.ts';
import { confirmation } from '#site/kit/notices.ts';
import { paths } from '#site/kit/paths.ts';

export type AnswerRecusalView = {
  readonly shell: Shell;
  readonly form: FormState;
  readonly number: string;
  readonly mediator: string | null;
  readonly assistants: readonly string[];
};

/** An operator without an account asks that the mediator, or somebody who assists, step aside (Order 121 art. 21). */
export function answerRecusalPage(view: AnswerRecusalView, t: Translate): Safe {
  const title = t('follow:act.ask-recusal.title');
  const people = [
    ...(view.mediator === null
      ? []
      : [{ value: '0', label: t('follow:act.ask-recusal.theMediator', { name: view.mediator }) }]),
    ...view.assistants.map((name, at) => ({
      value: String(at + 1),
      label: t('follow:act.ask-recusal.assistant', { name }),
    })),
  ];
  const field = fieldsOf(view.form, t);
  return layout(
    {
      shell: view.shell,
      title,
      states: [...formStates(view.form, t), view.number],
      back: paths.answerStep('case'),
      body: html`${errorSummary(view.form, t)}<h1>${title}</h1>
${
  view.mediator !== null &&
  view.assistants.length === 0 &&
  html`<p>${t('follow:act.ask-recusal.mediator', { name: view.mediator })}</p>`
}
<p>${t('follow:act.ask-recusal.text')}</p>
${postForm({
  action: paths.answerRecusal,
  form: view.form,
  body: html`${
    view.assistants.length > 0 &&
    field.radios({ name: 'who', legend: t('follow:act.ask-recusal.who'), options: people })
  }
${field.long({ name: 'reasons', label: t('follow:act.ask-recusal.reasons'), hint: t('follow:act.ask-recusal.reasonsHint'), rows: 5, most: 4000 })}`,
  act: t('follow:act.ask-recusal.button'),
})}`,
    },
    t,
  );
}

export type AnswerRecusalAskedView = { readonly shell: Shell; readonly number: string; readonly bureau: string };

/** The request is in, or there is nobody to ask about any more: either way the case says where it stands. */
export function answerRecusalAskedPage(view: AnswerRecusalAskedView, t: Translate): Safe {
  const title = t('answer:recusal.asked');
  return layout(
    {
      shell: view.shell,
      title,
      states: [view.number],
      back: paths.answerStep('case'),
      body: confirmation(title, html`<p>${t('answer:recusal.next', { bureau: view.bureau })}</p>`),
    },
    t,
  );
}
