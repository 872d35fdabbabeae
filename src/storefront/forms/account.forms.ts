import { z } from 'zod';
import { BadInputError } from '../../platform/errors/shop-error.js';

/** Longer than any address or password somebody types; only keeps work small. */
const text = z.string().max(1000);

/** The shape of what arrives; whether it will do is for the rules of the customers to say. */
const signInForm = z.object({ email: text, password: text, return_to: z.string().optional() });
const registerForm = signInForm.extend({
  first_name: z.string().trim().default(''),
  last_name: z.string().trim().default(''),
});
const passwordForm = z.object({ current_password: text, new_password: text });
const recoverForm = z.object({ email: text });
const newPasswordForm = z.object({ new_password: text });
const ownPasswordForm = z.object({ current_password: text });
const endSessionForm = z.object({ session: text });
const emailForm = z.object({ email: text, current_password: text });
const removeCardForm = z.object({ card: text });

export type SignInForm = z.infer<typeof signInForm>;
export type RegisterForm = z.infer<typeof registerForm>;

/** Errors: BadInputError when fields are missing or are no single texts; no form of ours sends that. */
function read<Form>(schema: z.ZodType<Form>, body: unknown): Form {
  const result = schema.safeParse(body);
  if (!result.success) throw new BadInputError('errors.bad_form');
  return result.data;
}

export const readSignInForm = (body: unknown): SignInForm => read(signInForm, body);
export const readRegisterForm = (body: unknown): RegisterForm => read(registerForm, body);
export const readPasswordForm = (body: unknown): z.infer<typeof passwordForm> => read(passwordForm, body);
export const readRecoverForm = (body: unknown): z.infer<typeof recoverForm> => read(recoverForm, body);
export const readNewPasswordForm = (body: unknown): z.infer<typeof newPasswordForm> =>
  read(newPasswordForm, body);
export const readOwnPasswordForm = (body: unknown): z.infer<typeof ownPasswordForm> =>
  read(ownPasswordForm, body);
export const readEmailForm = (body: unknown): z.infer<typeof emailForm> => read(emailForm, body);
export const readEndSessionForm = (body: unknown): z.infer<typeof endSessionForm> =>
  read(endSessionForm, body);
export const readRemoveCardForm = (body: unknown): z.infer<typeof removeCardForm> =>
  read(removeCardForm, body);
