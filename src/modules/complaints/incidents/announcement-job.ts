/** Tells the complainants of an event of its announcement. Ids only; `after` is the last case told of by the job before. */
export type AnnouncementNews = { readonly incident: string; readonly n: number; readonly after: string };

const isNews = (payload: unknown): payload is AnnouncementNews => {
  if (typeof payload !== 'object' || payload === null) return false;
  const { incident, n, after } = payload as Partial<Record<keyof AnnouncementNews, unknown>>;
  return typeof incident === 'string' && typeof n === 'number' && typeof after === 'string';
};

export const announcementJob = {
  name: 'tell-announcement',
  read: (payload: unknown): AnnouncementNews => {
    if (!isNews(payload)) throw new TypeError('not news of an announcement');
    return payload;
  },
};
