/** Proof that who redeems a code is who asked for it (RFC 7636, S256). */

export interface Proof {
  readonly verifier: string;
  readonly challenge: string;
  /** Tells one sign-in from another when the answer comes back. */
  readonly state: string;
}

export async function newProof(): Promise<Proof> {
  const verifier = base64Url(randomBytes(32));
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  return { verifier, challenge: base64Url(new Uint8Array(digest)), state: base64Url(randomBytes(16)) };
}

function randomBytes(count: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(count));
}

function base64Url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
