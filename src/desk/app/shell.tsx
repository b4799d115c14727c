import './shell.css';
import { MenuOutlined } from '@ant-design/icons';
import { Alert, Button, Drawer } from 'antd';
import { Suspense, useEffect, useState } from 'react';
import { Outlet, useLocation, useNavigate } from 'react-router';
import { problemOf } from '../kit/api.ts';
import { mayOpen } from '../kit/doors.ts';
import { routes } from '../kit/paths.ts';
import { useSession } from '../kit/questions.ts';
import { Failure, Loading, NotStaff, SignedOut, useOnline } from '../kit/states.tsx';
import { rememberedLanguage, useTexts } from '../kit/texts.ts';
import { useChord, useKeys } from '../kit/use-keys.ts';
import { useLanguage } from '../kit/use-language.ts';
import { DayDoubt } from './day-doubt.tsx';
import { KeyHelp } from './key-help.tsx';
import { Palette } from './palette.tsx';
import { PersonMenu } from './person-menu.tsx';
import { SecondFactor } from './second-factor.tsx';
import { SideNavigation } from './side-navigation.tsx';

export const Shell = () => {
  const t = useTexts();
  const session = useSession();
  const online = useOnline();
  const navigate = useNavigate();
  const { pathname, search } = useLocation();
  const [paletteOpen, setPaletteOpen] = useState(false);
  const [helpOpen, setHelpOpen] = useState(false);
  const [menuOpen, setMenuOpen] = useState(false);

  const mayEnter = session.data !== undefined && mayOpen('entry', session.data);
  useChord('k', () => setPaletteOpen(true));
  useKeys({ '?': () => setHelpOpen(true), ...(mayEnter ? { c: () => void navigate(routes.entry) } : {}) });
  const place = `${pathname}${search}`;
  useEffect(() => {
    if (place !== '') setMenuOpen(false);
  }, [place]);

  const speak = useLanguage();
  const wished = session.data?.language;
  useEffect(() => {
    if (wished !== undefined && rememberedLanguage() === undefined) void speak(wished);
  }, [wished, speak]);

  if (session.isPending) return <Loading />;
  const status = problemOf(session.error)?.status;
  if (status === 401) return <SignedOut />;
  if (status === 403) return <NotStaff />;
  if (session.data === undefined) return <Failure error={session.error} onRetry={() => void session.refetch()} />;

  return (
    <div className="shell">
      <a className="skip" href="#content">
        {t('desk:skip')}
      </a>
      <header className="top">
        <Button
          className="only-narrow"
          type="text"
          icon={<MenuOutlined />}
          aria-label={t('desk:nav.menu')}
          onClick={() => setMenuOpen(true)}
        />
        <span className="brand">
          <img src={new URL('../mark.svg', import.meta.url).href} alt="" width="20" height="20" />
          {t('desk:brand')}
        </span>
        <button type="button" className="go-to" onClick={() => setPaletteOpen(true)}>
          <span>{t('desk:nav.search')}</span>
          <kbd>{/Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘K' : 'Ctrl K'}</kbd>
        </button>
        <PersonMenu session={session.data} onHelp={() => setHelpOpen(true)} />
      </header>
      <nav className="side" aria-label={t('desk:nav.main')}>
        <SideNavigation session={session.data} />
      </nav>
      <Drawer open={menuOpen} onClose={() => setMenuOpen(false)} placement="left" size={264} title={t('desk:nav.menu')}>
        <SideNavigation session={session.data} />
      </Drawer>
      <main id="content" tabIndex={-1}>
        <DayDoubt doubt={session.data.dayDoubt} />
        {!online && <Alert type="warning" banner title={t('desk:state.offline')} />}
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </main>
      <SecondFactor />
      <Palette open={paletteOpen} onClose={() => setPaletteOpen(false)} session={session.data} />
      <KeyHelp open={helpOpen} session={session.data} onClose={() => setHelpOpen(false)} />
    </div>
  );
};
