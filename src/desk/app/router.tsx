import { createBrowserRouter } from 'react-router';
import { administrationRoutes } from '../features/administration/pages.tsx';
import { deskRoot } from '../kit/paths.ts';
import { Crash, NoSuchPage } from './crash.tsx';
import { FirstPage } from './first-page.tsx';
import { Guard } from './guard.tsx';
import { Shell } from './shell.tsx';

/** Pages are fetched when somebody goes there; the list and the case, where the day is spent, are one click apart. */
export const router = createBrowserRouter(
  [
    {
      path: '/',
      element: <Shell />,
      errorElement: <Crash />,
      hydrateFallbackElement: <div />,
      children: [
        { index: true, element: <FirstPage /> },
        {
          element: <Guard />,
          children: [
            {
              path: 'cases',
              lazy: async () => ({ Component: (await import('../features/worklist/worklist-page.tsx')).WorklistPage }),
            },
            {
              path: 'cases/:number',
              lazy: async () => ({ Component: (await import('../features/case/case-page.tsx')).CasePage }),
            },
            {
              path: 'new',
              lazy: async () => ({ Component: (await import('../features/entry/entry-page.tsx')).EntryPage }),
            },
            {
              path: 'team',
              lazy: async () => ({ Component: (await import('../features/team/team-page.tsx')).TeamPage }),
            },
            {
              path: 'papers',
              lazy: async () => ({
                Component: (await import('../features/post-tray/post-tray-page.tsx')).PostTrayPage,
              }),
            },
            {
              path: 'outcomes',
              lazy: async () => ({ Component: (await import('../features/registers/outcomes-page.tsx')).OutcomesPage }),
            },
            {
              path: 'questions',
              lazy: async () => ({
                Component: (await import('../features/questions/questions-page.tsx')).QuestionsPage,
              }),
            },
            {
              path: 'competence',
              lazy: async () => ({ Component: (await import('../features/rivals/rivals-page.tsx')).RivalsPage }),
            },
            {
              path: 'questions/:number',
              lazy: async () => ({ Component: (await import('../features/questions/question-page.tsx')).QuestionPage }),
            },
            {
              path: 'reports',
              lazy: async () => ({ Component: (await import('../features/reports/reports-page.tsx')).ReportsPage }),
            },
            {
              path: 'reports/:number',
              lazy: async () => ({ Component: (await import('../features/reports/report-page.tsx')).ReportPage }),
            },
            {
              path: 'incidents',
              lazy: async () => ({
                Component: (await import('../features/incidents/incidents-page.tsx')).IncidentsPage,
              }),
            },
            {
              path: 'incidents/:id',
              lazy: async () => ({ Component: (await import('../features/incidents/incident-page.tsx')).IncidentPage }),
            },
            {
              path: 'law',
              lazy: async () => ({ Component: (await import('../features/law/rulebook-page.tsx')).RulebookPage }),
            },
            {
              path: 'law/calendar',
              lazy: async () => ({ Component: (await import('../features/law/calendar-page.tsx')).CalendarPage }),
            },
            ...administrationRoutes,
          ],
        },
        { path: '*', element: <NoSuchPage /> },
      ],
    },
  ],
  { basename: deskRoot },
);
