/** Sign-in of extensions through the browser: PKCE hand-over (RFC 7636, RFC 8252) and device code (RFC 8628). */
import { z } from 'zod';
import { HubError } from '../../../contract/errors.ts';
import { randomText } from '../../../contract/ids.ts';
import type { Actor } from '../../../platform/actor.ts';
import { allowedRedirect, ownAccount } from '../policy.ts';
import type { DeviceCode } from '../repo.ts';
import {
  accountPages,
  type Bearer,
  type CreateHandoverInput,
  type DescribedDevice,
  type ExchangeHandoverInput,
  type HandoverClient,
  handoverClientSchema,
  type PolledDevice,
  type StartedDevice,
} from '../schema.ts';
import { challengeOf, hashSecret, newSecret, sameSecret } from '../secrets.ts';
import { type CallOrigin, type Parts, toAccount } from './parts.ts';

const handoverTime = 2 * 60_000;
const deviceTime = 15 * 60_000;
/** Seconds, as RFC 8628 counts. */
const pollInterval = 5;

/** No vowels, so no words; nothing that is mistaken for a digit. */
const userCodeAlphabet = 'BCDFGHJKLMNPQRSTVWXZ';

const handoverPayloadSchema = z.object({ client: handoverClientSchema, codeChallenge: z.string() });

export function handoverUseCases(parts: Parts) {
  const { repo, clock } = parts;
  return {
    createHandover: async (actor: Actor, input: CreateHandoverInput): Promise<string> => {
      const own = ownAccount(actor);
      const target = new URL(allowedRedirect(input, parts.settings.browserExtensionIds));
      const code = newSecret();
      await repo.tokens.insert({
        hash: hashSecret(code),
        purpose: 'handover',
        userId: own.userId,
        payload: JSON.stringify({ client: input.client, codeChallenge: input.codeChallenge }),
        expiresAt: new Date(clock.now() + handoverTime),
      });
      await parts.audit({ action: 'handover.approved', userId: own.userId, details: { client: input.client } });
      target.searchParams.set('code', code);
      target.searchParams.set('state', input.state);
      return target.href;
    },

    /** A wrong verifier uses the code up, too: whoever stole a code has one guess at 256 bits. */
    exchangeHandover: async (input: ExchangeHandoverInput, origin: CallOrigin): Promise<Bearer> => {
      const used = await repo.tokens.consume(hashSecret(input.code), 'handover', parts.now());
      if (used === null) throw new HubError('bad_token');
      const { client, codeChallenge } = handoverPayloadSchema.parse(JSON.parse(used.payload));
      if (!sameSecret(challengeOf(input.codeVerifier), codeChallenge)) throw new HubError('bad_token');
      return await bearerFor(parts, used.userId, { ...origin, client }, 'handover');
    },
  };
}

export function deviceUseCases(parts: Parts) {
  const { repo, clock, rateLimiter } = parts;

  /** Looking up and deciding share one budget, so that codes cannot be guessed. */
  const takeLookup = async (actor: Actor): Promise<string> => {
    const own = ownAccount(actor);
    await rateLimiter.take('userCodesPerHour', `user:${own.userId}`);
    return own.userId;
  };

  return {
    startDevice: async (client: HandoverClient, origin: CallOrigin): Promise<StartedDevice> => {
      await rateLimiter.take('deviceStartsPerHour', `address:${origin.address}`);
      const deviceCode = newSecret();
      const device: Omit<DeviceCode, 'userCode'> = {
        hash: hashSecret(deviceCode),
        client,
        address: origin.address,
        state: 'open',
        userId: null,
        expiresAt: new Date(clock.now() + deviceTime),
        lastPolledAt: null,
        interval: pollInterval,
      };
      let userCode = newUserCode();
      while (!(await repo.devices.insert({ ...device, userCode }))) userCode = newUserCode();
      const shown = `${userCode.slice(0, 4)}-${userCode.slice(4)}`;
      const verificationUri = `${parts.settings.publicUrl}${accountPages.device}`;
      return {
        deviceCode,
        userCode: shown,
        verificationUri,
        verificationUriComplete: `${verificationUri}?code=${shown}`,
        expiresIn: deviceTime / 1000,
        interval: pollInterval,
      };
    },

    describeDevice: async (actor: Actor, userCode: string): Promise<DescribedDevice> => {
      await takeLookup(actor);
      const device = await repo.devices.findByUserCode(normaliseUserCode(userCode), parts.now());
      if (device === null || device.state !== 'open') throw new HubError('bad_token');
      const startedAt = new Date(device.expiresAt.getTime() - deviceTime).toISOString();
      return { client: device.client, address: device.address, startedAt };
    },

    decideDevice: async (actor: Actor, userCode: string, approve: boolean): Promise<void> => {
      const userId = await takeLookup(actor);
      const decision = { userCode: normaliseUserCode(userCode), userId, approve, now: parts.now() };
      if (!(await repo.devices.decide(decision))) throw new HubError('bad_token');
      await parts.audit({ action: approve ? 'device.approved' : 'device.declined', userId });
    },

    pollDevice: async (deviceCode: string, origin: CallOrigin): Promise<PolledDevice> => {
      const now = parts.now();
      const device = await repo.devices.find(hashSecret(deviceCode));
      if (device === null || device.state === 'used' || device.expiresAt <= now) return { state: 'expired' };
      if (isTooEarly(device, now)) {
        await repo.devices.notePoll(device.hash, now, device.interval + pollInterval);
        return { state: 'slow_down' };
      }
      await repo.devices.notePoll(device.hash, now, device.interval);
      if (device.state === 'open' || device.state === 'declined') return { state: device.state };
      const taken = await repo.devices.take(device.hash, now);
      if (taken === null || taken.userId === null) return { state: 'expired' };
      const bearer = await bearerFor(parts, taken.userId, { ...origin, client: taken.client }, 'device');
      return { state: 'approved', ...bearer };
    },
  };
}

function isTooEarly(device: DeviceCode, now: Date): boolean {
  // Half a second of grace: timers of clients and the way to the hub are not exact.
  const due = (device.lastPolledAt?.getTime() ?? 0) + device.interval * 1000 - 500;
  return now.getTime() < due;
}

async function bearerFor(parts: Parts, userId: string, origin: CallOrigin, how: string): Promise<Bearer> {
  const user = await parts.repo.users.find(userId);
  if (user === null) throw new HubError('bad_token');
  return { user: toAccount(user), token: await parts.startSession(user, origin, how) };
}

function newUserCode(): string {
  return randomText(8, userCodeAlphabet);
}

/** Accepts what people type: lower case, spaces and dashes. */
function normaliseUserCode(text: string): string {
  return text.toUpperCase().replace(/[^A-Z]/g, '');
}
