import type { LocalForms, LocalFormVersion } from '#modules/complaints/local-forms/contract.ts';
import { PdfPreview } from '../../../kit/pdf-preview.tsx';
import { SideDrawer } from '../../../kit/side-drawer.tsx';
import { useTexts } from '../../../kit/texts.ts';
import { DateRange } from '../dated.tsx';
import { contentOf } from './form-content.ts';
import { inBrackets } from './values-by-name.ts';

type VersionsProps = { readonly form: LocalForms['forms'][number]; readonly onClose: () => void };

/** Every version with its days, its words and who entered it; none is ever altered. */
export const VersionsDrawer = ({ form, onClose }: VersionsProps) => {
  const t = useTexts();
  return (
    <SideDrawer
      size={640}
      onClose={onClose}
      title={t('administration:localForms.history', { title: form.versions[0]?.title ?? '' })}
    >
      {form.versions.map((version) => (
        <Version key={version.version} version={version} holds={version.version === form.inForce} />
      ))}
    </SideDrawer>
  );
};

const Version = ({ version, holds }: { readonly version: LocalFormVersion; readonly holds: boolean }) => {
  const t = useTexts();
  const { title, wording, fields, reason, enteredBy, enteredByName } = version;
  const who = enteredByName ?? (enteredBy.startsWith('system:') ? t('desk:case.system') : enteredBy);
  return (
    <section className="form-version">
      <h3>
        {t('administration:localForms.version', { n: version.version })} · {title}
        {holds && ` · ${t('administration:localForms.inForce')}`}
      </h3>
      <p className="quiet">
        <DateRange from={version.from} to={version.to} />
        {' · '}
        {t('administration:localForms.enteredBy', { who, reason })}
      </p>
      <blockquote className="form-wording">{inBrackets(wording, t)}</blockquote>
      {fields.length > 0 && (
        <p className="quiet">
          {t('administration:localForms.fields')}
          {t('desk:colon')}
          {fields.map(({ label }) => label).join(t('desk:separator'))}
        </p>
      )}
      <PdfPreview
        path="/administration/local-forms/preview"
        body={() => contentOf(version)}
        label={t('administration:localForms.preview')}
        note={t('administration:localForms.previewNote')}
      />
    </section>
  );
};
