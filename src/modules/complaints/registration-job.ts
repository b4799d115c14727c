/** Tells a complainant of the number in the national platform. The number of the case only: the rest is looked up when it is sent. */
export type RegistrationNews = { readonly number: string };

const isNews = (payload: unknown): payload is RegistrationNews =>
  typeof payload === 'object' && payload !== null && 'number' in payload && typeof payload.number === 'string';

export const registrationJob = {
  name: 'tell-registration',
  attempts: 12,
  read: (payload: unknown): RegistrationNews => {
    if (!isNews(payload)) throw new TypeError('not news of a registration');
    return payload;
  },
};
