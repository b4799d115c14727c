/** Texts of 5,000 characters, 200 joint complainants: a megabyte is more than any honest request needs. */
export const mostBody = 1024 * 1024;

/**
 * Of a form with files, which is read as it comes: files have limits of their own. A route that takes files needs no
 * larger `bodyLimit`; one would let bodies of that size be held in memory before anybody asked who sends them.
 */
export const mostInForm = { fields: 60, fieldSize: 100_000, parts: 100 } as const;
