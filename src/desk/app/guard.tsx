import { Button, Result } from 'antd';
import { Outlet, useLocation } from 'react-router';
import { type DoorName, doorAt, explainsItself, mayOpen, whoOpens } from '../kit/doors.ts';
import { paths } from '../kit/paths.ts';
import { useSession } from '../kit/questions.ts';
import { useTexts } from '../kit/texts.ts';

/** Nobody is told that there is nothing where they may not look: the page is not shown, and whom to ask is said. */
export const Guard = () => {
  const { data } = useSession();
  const door = doorAt(useLocation().pathname);
  if (data !== undefined && door !== undefined && !mayOpen(door, data) && !explainsItself(door))
    return <NotYours door={door} />;
  return <Outlet />;
};

const NotYours = ({ door }: { readonly door: DoorName }) => {
  const t = useTexts();
  const { roles, desk } = whoOpens(door);
  const who = roles.map((role) => t(`complaint:role.${role}`)).join(t('desk:separator'));
  return (
    <Result
      status="info"
      title={<h1>{t('desk:state.forbiddenTitle')}</h1>}
      subTitle={
        <div className="measure centred">
          <p>{t(desk === undefined ? 'desk:state.doorFor' : 'desk:state.doorForDesk', { who })}</p>
          <p>{t('desk:state.doorAsk')}</p>
        </div>
      }
      extra={
        <Button type="primary" href={paths.home}>
          {t('desk:state.home')}
        </Button>
      }
    />
  );
};
