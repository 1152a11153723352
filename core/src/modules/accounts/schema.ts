/** What goes in and out of the account procedures. Runs anywhere: the web pages and the extensions check with the same rules. */
import { oauthProviders, personColours, sessionClients, siteRoles } from '@draftroom/drizzle/enums';
import { z } from 'zod';
import { idPattern } from '../../contract/ids.ts';

export const passwordLength = { min: 10, max: 200 } as const;
export const nameLength = { min: 1, max: 80 } as const;

/** Pages of the portal that mails, extensions and providers lead to; paths below the public address. */
export const accountPages = {
  /** `?token=…` */
  verifyEmail: '/verify-email',
  /** `?token=…` */
  resetPassword: '/reset-password',
  /** `?client=…&redirect_uri=…&code_challenge=…&code_challenge_method=S256&state=…` */
  handover: '/connect',
  /** `?code=…` may prefill the user code. */
  device: '/device',
  /** Where a provider sign-in starts without a `next`. */
  home: '/',
  /** `?error=<error code>&provider=…` after a provider sign-in that failed. */
  signIn: '/sign-in',
} as const;

/** Browser-side `GET` that starts a sign-in with a provider; `next` is a path of the portal. */
export function oauthStartPath(provider: (typeof oauthProviders)[number], next?: string): string {
  const query = next === undefined ? '' : `?next=${encodeURIComponent(next)}`;
  return `/auth/oauth/${provider}${query}`;
}

export const emailSchema = z
  .string()
  .trim()
  .max(254, 'That is too long for an e-mail address.')
  .pipe(z.email('Enter an e-mail address like name@example.org.'));

// A name made of control, direction or lone surrogate characters can pose as another one. The two joiners that some
// scripts and many emoji need stay allowed; something that can be seen has to stand beside them.
const unseen = /[\p{Cc}\p{Cs}\u2028\u2029\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/u;
const seen = /[\p{L}\p{N}\p{P}\p{S}]/u;

export const nameSchema = z
  .string()
  .transform((name) => name.normalize('NFC').trim())
  .pipe(
    z
      .string()
      .min(nameLength.min, 'Enter a name.')
      .refine((name) => [...name].length <= nameLength.max, `A name has at most ${nameLength.max} characters.`)
      .refine(
        (name) => name === '' || (!unseen.test(name) && seen.test(name)),
        'A name cannot contain invisible characters.',
      ),
  );

/** What may be chosen. The hub refuses some of these too: the e-mail address itself and passwords that everybody tries. */
export const newPasswordSchema = z
  .string()
  .transform((password) => password.normalize('NFC'))
  .pipe(
    z
      .string()
      .refine(
        (password) => [...password].length >= passwordLength.min,
        `Use at least ${passwordLength.min} characters.`,
      )
      .refine(
        (password) => [...password].length <= passwordLength.max,
        `Use at most ${passwordLength.max} characters.`,
      ),
  );

/** What may be tried: everything up to a size that costs nothing to refuse. */
export const triedPasswordSchema = z.string().min(1, 'Enter the password.').max(1_000, 'That is too long.');

export const colourSchema = z.enum(personColours);
export const providerSchema = z.enum(oauthProviders);
export const clientSchema = z.enum(sessionClients);
const mailedTokenSchema = z.string().min(1).max(200);
const instantSchema = z.iso.datetime();

/** The person who is signed in, as they see themselves. */
export const accountSchema = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  colour: colourSchema,
  /** `/api/v1/avatars/<avatarId>` */
  avatarId: z.string().nullable(),
  siteRole: z.enum(siteRoles),
  emailVerified: z.boolean(),
  /** False for people who only sign in with a provider. */
  hasPassword: z.boolean(),
  createdAt: instantSchema,
});
export type Account = z.infer<typeof accountSchema>;

const signInOptions = {
  /** `cookie` keeps the token from scripts: it is set as an httpOnly cookie and the answer's `token` is null. */
  via: z.enum(['cookie', 'bearer']).default('bearer'),
  client: clientSchema.optional(),
};

export const signUpInputSchema = z.object({
  email: emailSchema,
  name: nameSchema,
  password: newPasswordSchema,
  ...signInOptions,
});
export type SignUpInput = z.infer<typeof signUpInputSchema>;

export const signInInputSchema = z.object({
  email: z.string().trim().min(1, 'Enter your e-mail address.').max(254, 'That is too long for an e-mail address.'),
  password: triedPasswordSchema,
  ...signInOptions,
});
export type SignInInput = z.infer<typeof signInInputSchema>;

export const signedInSchema = z.object({ user: accountSchema, token: z.string().nullable() });
export type SignedIn = z.infer<typeof signedInSchema>;

export const doneSchema = z.object({ done: z.literal(true) });
export type Done = z.infer<typeof doneSchema>;

export const meSchema = z.object({
  user: accountSchema.nullable(),
  /** Providers that are configured on this hub. */
  providers: z.array(providerSchema),
  hub: z.object({
    /** False: mails land in the outbox folder of the data folder. */
    mailsWork: z.boolean(),
    /** On a hub with demo data; the password is printed where the hub was started, never sent. */
    demoAccounts: z.array(z.object({ email: z.string(), name: z.string() })),
  }),
});
export type Me = z.infer<typeof meSchema>;

export const updateProfileInputSchema = z.object({ name: nameSchema.optional(), colour: colourSchema.optional() });
export type UpdateProfileInput = z.infer<typeof updateProfileInputSchema>;

export const changePasswordInputSchema = z.object({
  /** Needed when there is one. */
  current: triedPasswordSchema.optional(),
  next: newPasswordSchema,
});
export type ChangePasswordInput = z.infer<typeof changePasswordInputSchema>;

export const sessionSchema = z.object({
  id: z.string(),
  client: clientSchema,
  userAgent: z.string(),
  address: z.string(),
  createdAt: instantSchema,
  lastUsedAt: instantSchema,
  /** The session that asked. */
  current: z.boolean(),
});
export type AccountSession = z.infer<typeof sessionSchema>;

export const sessionListSchema = z.object({ sessions: z.array(sessionSchema) });
export const revokeSessionInputSchema = z.object({ id: z.string().regex(idPattern) });
export const revokedSchema = z.object({ revoked: z.number().int() });

export const verifyEmailInputSchema = z.object({ token: mailedTokenSchema });
export const requestPasswordResetInputSchema = z.object({ email: emailSchema });
export const resetPasswordInputSchema = z.object({ token: mailedTokenSchema, password: newPasswordSchema });

// PKCE, RFC 7636: S256 only, so a challenge is always 32 bytes in base64url.
const codeChallengeSchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const codeVerifierSchema = z.string().regex(/^[A-Za-z0-9._~-]{43,128}$/);

/** Clients that sign in through the browser. */
export const handoverClientSchema = z.enum(['vscode', 'browser', 'api']);
export type HandoverClient = z.infer<typeof handoverClientSchema>;

export const createHandoverInputSchema = z.object({
  client: handoverClientSchema,
  redirectUri: z.string().max(2_000),
  codeChallenge: codeChallengeSchema,
  state: z.string().max(1_000),
});
export type CreateHandoverInput = z.infer<typeof createHandoverInputSchema>;
/** The page sends the browser there: the redirect URI with `code` and `state`. */
export const createHandoverOutputSchema = z.object({ redirectTo: z.string() });

export const exchangeHandoverInputSchema = z.object({ code: mailedTokenSchema, codeVerifier: codeVerifierSchema });
export type ExchangeHandoverInput = z.infer<typeof exchangeHandoverInputSchema>;
export const bearerSchema = z.object({ user: accountSchema, token: z.string() });
export type Bearer = z.infer<typeof bearerSchema>;

export const startDeviceInputSchema = z.object({ client: handoverClientSchema });
export const startDeviceOutputSchema = z.object({
  deviceCode: z.string(),
  /** `BCDF-GHJK`; typed in any case, with or without the dash. */
  userCode: z.string(),
  verificationUri: z.string(),
  /** The same with the code filled in. */
  verificationUriComplete: z.string(),
  /** Seconds. */
  expiresIn: z.number().int(),
  /** Seconds between polls; five more after each `slow_down`. */
  interval: z.number().int(),
});
export type StartedDevice = z.infer<typeof startDeviceOutputSchema>;

const userCodeSchema = z.string().max(40);
export const describeDeviceInputSchema = z.object({ userCode: userCodeSchema });
export const describeDeviceOutputSchema = z.object({
  client: clientSchema,
  address: z.string(),
  startedAt: instantSchema,
});
export type DescribedDevice = z.infer<typeof describeDeviceOutputSchema>;

export const decideDeviceInputSchema = z.object({ userCode: userCodeSchema, approve: z.boolean() });

export const pollDeviceInputSchema = z.object({ deviceCode: mailedTokenSchema });
export const pollDeviceOutputSchema = z.object({
  state: z.enum(['open', 'slow_down', 'declined', 'expired', 'approved']),
  /** With `approved` only, and only once. */
  user: accountSchema.optional(),
  token: z.string().optional(),
});
export type PolledDevice = z.infer<typeof pollDeviceOutputSchema>;

/** For the `token` of a sync socket; fetched anew for each connect. */
export const syncTicketSchema = z.object({
  ticket: z.string(),
  /** Seconds. */
  expiresIn: z.number().int(),
});
export type SyncTicket = z.infer<typeof syncTicketSchema>;

export const avatarSchema = z.object({ avatarId: z.string() });
