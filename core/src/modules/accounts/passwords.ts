import { randomBytes } from 'node:crypto';
import { hash, parseOptions, verify } from '@node-rs/argon2';
import { createTurns } from '../../platform/turns.ts';

/** argon2id (the package's default) with 19 MiB and two passes. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** What people try first; all of at least ten characters, since shorter ones are refused anyway. */
const worst = new Set(
  `0123456789 0987654321 1111111111 1122334455 1234512345 123456789a 1234567890 12345678910 1q2w3e4r5t 1q2w3e4r5t6y
   1qaz2wsx3edc 9876543210 abcdefghij administrator asdfghjkl; baseball123 basketball changeme123 draftroom1
   draftroom123 football123 iloveyou123 letmein123 liverpool1 monkey12345 mypassword password01 password12
   password123 password1234 password12345 passwordpassword princess123 q1w2e3r4t5 qazwsxedcr qwerty1234 qwerty12345
   qwerty123456 qwertyuiop qwertyuiop123 sunshine123 superman123 trustno1234 welcome123 welcome1234 zxcvbnm123`.split(
    /\s+/,
  ),
);

function normalisePassword(password: string): string {
  return password.normalize('NFC');
}

/** Why this password cannot protect this account, in words for its owner; null when it can. */
export function passwordWeakness(password: string, email: string): string | null {
  const plain = normalisePassword(password).toLowerCase();
  const address = email.trim().toLowerCase();
  if (plain === address || plain === address.split('@')[0]) return 'Your e-mail address cannot be the password.';
  if (worst.has(plain) || new Set(plain).size < 4) return 'This password is one of the first that others try.';
  return null;
}

export function hashPassword(password: string): Promise<string> {
  return hash(normalisePassword(password), cost);
}

/** True when the hash was made with other costs than today's. */
export function needsRehash(passwordHash: string): boolean {
  const made = parseOptions(passwordHash);
  return made.memoryCost !== cost.memoryCost || made.timeCost !== cost.timeCost;
}

export interface PasswordCheck {
  /** As `hashPassword`, in its turn. */
  hash(password: string): Promise<string>;
  /** Null, for an account that does not exist or has no password, takes as long as any other. */
  verify(passwordHash: string | null, password: string): Promise<boolean>;
}

/**
 * A hash takes one of the few threads that also write the log to disk, so only two are made at once: a flood of them
 * would hold up everybody's saving.
 */
export function createPasswordCheck(): PasswordCheck {
  const turns = createTurns({ atOnce: 2, mostWaiting: 100 });
  const nobodys = hashPassword(randomBytes(24).toString('base64'));
  // Whoever verifies first sees a failure; without a handler here it would end the process.
  nobodys.catch(() => undefined);
  return {
    hash: (password) => turns(() => hashPassword(password)),
    verify: async (passwordHash, password) => {
      const against = passwordHash ?? (await nobodys);
      const matches = await turns(() => verify(against, normalisePassword(password)));
      return matches && passwordHash !== null;
    },
  };
}
