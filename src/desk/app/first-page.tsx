import { Navigate } from 'react-router';
import { firstAdministrationPage } from '../features/administration/pages.tsx';
import { mayOpen } from '../kit/doors.ts';
import { routes } from '../kit/paths.ts';
import { useSession } from '../kit/questions.ts';
import { addressOf } from '../kit/views.ts';

/** Where the day begins: one's own cases, what is to be routed, who has how much, or what one keeps or watches over. */
export const FirstPage = () => {
  const { data } = useSession();
  const roles = data?.roles ?? [];
  if (data === undefined || !mayOpen('cases', data))
    return <Navigate to={firstAdministrationPage(roles) ?? routes.calendar} replace />;
  if (roles.includes('leader') && !roles.includes('handler')) return <Navigate to={routes.team} replace />;
  const isIntake = roles.includes('intake-officer') && !roles.includes('handler');
  const view = isIntake ? 'review' : roles.includes('bureau-head') ? 'all-open' : 'mine';
  return <Navigate to={`${routes.cases}${addressOf(view)}`} replace />;
};
