import { DownOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Dropdown, type MenuProps } from 'antd';
import { Link } from 'react-router';
import type { DeskSession } from '#modules/complaints/desk-contract.ts';
import { ownPage } from '../features/administration/pages.tsx';
import { read, write } from '../kit/api.ts';
import { paths } from '../kit/paths.ts';
import { useBureaus } from '../kit/questions.ts';
import { useTexts } from '../kit/texts.ts';
import { useLanguage } from '../kit/use-language.ts';

type Office = { readonly bureau: string; readonly covering: boolean; readonly present: boolean };

/** Signing out is a form of the site with the token of this session. */
const signOut = (csrf: string): void => {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = paths.signOut;
  const token = document.createElement('input');
  token.type = 'hidden';
  token.name = '_csrf';
  token.value = csrf;
  form.append(token);
  document.body.append(form);
  form.submit();
};

export const PersonMenu = ({ session, onHelp }: { readonly session: DeskSession; readonly onHelp: () => void }) => {
  const t = useTexts();
  const bureaus = useBureaus();
  const unit = bureaus.data?.find((one) => one.id === session.bureau)?.name;
  const roles = session.roles.map((role) => t(`complaint:role.${role}`)).join(t('desk:separator'));
  const questions = useQueryClient();
  const speak = useLanguage();
  const offices = useQuery({ queryKey: ['offices'], queryFn: ({ signal }) => read<Office[]>('/offices', signal) });
  const nameOf = (id: string): string => bureaus.data?.find((one) => one.id === id)?.name ?? id;
  const moveTo = async (bureau: string) => {
    await write('/session/office', { bureau }, { method: 'PUT' });
    await questions.resetQueries();
  };
  const others = (offices.data ?? [])
    .filter((office) => !office.present)
    .map((office) => ({
      key: office.bureau,
      label: `${t('desk:nav.office', { bureau: nameOf(office.bureau) })}${office.covering ? t('desk:nav.officeCovering') : ''}`,
      onClick: () => void moveTo(office.bureau),
    }));
  const items: MenuProps['items'] = [
    { key: 'who', type: 'group', label: [unit, roles].filter(Boolean).join(' · ') },
    ...others,
    { key: 'own', label: <Link to={ownPage}>{t('administration:nav.own')}</Link> },
    { key: 'keys', label: t('desk:nav.shortcuts'), onClick: onHelp },
    { key: 'licences', label: <a href={paths.licences}>{t('desk:nav.licences')}</a> },
    { key: 'site', label: <a href={paths.site}>{t('desk:nav.site')}</a> },
    ...(session.demo ? [{ key: 'cast', label: <a href={paths.demoCast}>{t('desk:nav.switchPerson')}</a> }] : []),
    { type: 'divider' },
    { key: 'out', label: t('desk:nav.logout'), onClick: () => signOut(session.csrf) },
  ];
  const other = t.language === 'en' ? 'zh-CN' : 'en';
  return (
    <div className="person">
      {session.demo && <span className="demo-mark">{t('desk:demo')}</span>}
      <Button type="text" lang={other} aria-label={t('desk:nav.languageLabel')} onClick={() => void speak(other)}>
        {t('desk:nav.language')}
      </Button>
      <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
        <Button type="text" iconPlacement="end" icon={<DownOutlined aria-hidden />}>
          {session.name}
        </Button>
      </Dropdown>
    </div>
  );
};
