/** Multipart forms (scripts post FormData): texts only, about as large as the other forms may be. */
export const FORM_LIMITS = { limits: { fields: 2000, fieldNameSize: 200, fieldSize: 20_000, files: 0 } };
