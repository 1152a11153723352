/**
 * What is left out of a shared folder unless its owner says otherwise, by name. Written for both directions: what would
 * not go out is not written from the room either, whatever names the room has.
 */

/** Why something is not shared. */
export type Reason =
  /** Belongs to tools, is made again by them, or is never anybody else's business: cannot be ticked on. */
  | 'never'
  | 'ignored'
  | 'secret'
  | 'secretInside'
  /** Files by which an editor or a shell runs programs on this machine. */
  | 'runs'
  | 'link'
  | 'name'
  | 'twin'
  | 'large'
  | 'many'
  | 'encoding'
  | 'unticked';

/** Not worth telling of: everybody expects it. */
export function isExpected(reason: Reason): boolean {
  return reason === 'never' || reason === 'ignored' || reason === 'unticked';
}

export const temporaryStart = '.draftroom-';

/** Version control, installed packages, caches, and what systems leave behind. */
const neverFolders = new Set(['.git', '.hg', '.svn', '.jj', 'cvs', 'node_modules', '__pycache__', '__macosx', '.venv']);
const neverFiles = new Set(['.ds_store', 'thumbs.db', 'desktop.ini']);

const secretNames: readonly RegExp[] = [
  /^\.env/,
  /\.env$/,
  /^env\.(local|production|prod|secret)$/,
  /\.(pem|key|p12|pfx|p8|pkcs12|keystore|jks|bks|kdbx?|ppk|asc|gpg|pgp|ovpn|mobileprovision|keytab)$/,
  /^id_(rsa|dsa|ecdsa|ed25519)(_sk)?([.\-_].*)?$/,
  /^\.?(npmrc|yarnrc(\.yml)?|netrc|pypirc|pgpass|htpasswd|dockercfg|my\.cnf|s3cfg|boto|git-credentials|vault-token)$/,
  /^_netrc$/,
  /^(known_hosts|authorized_keys|credentials(\.(json|csv|ya?ml|toml|ini|xml))?|client_secrets?.*\.json)$/,
  /^(secrets?|\.secrets?)(\..+)?$/,
  /\.secrets?\.(json|ya?ml|toml|env)$/,
  /(^|[._-])service[._-]?account.*\.json$/,
  /^(firebase|google|gcp).*(adminsdk|credentials|key).*\.json$/,
  /\.tfstate(\..*)?$/,
  /\.(auto\.)?tfvars(\.json)?$/,
  /^(kubeconfig|.*\.kubeconfig)$/,
  /^(master|production|development|staging)\.key$/,
  /^(wp-config\.php|auth\.json|\.?terraformrc|terraform\.rc)$/,
];
const secretFolders = new Set([
  '.ssh',
  '.gnupg',
  '.aws',
  '.azure',
  '.gcloud',
  '.kube',
  '.docker',
  '.terraform',
  '.secrets',
  'secrets',
]);

const runsNames: readonly RegExp[] = [/\.code-workspace$/, /^\.devcontainer\.json$/, /^\.mcp\.json$/];
const runsFolders = new Set([
  '.vscode',
  '.idea',
  '.devcontainer',
  '.husky',
  '.fleet',
  '.zed',
  '.githooks',
  '.claude',
  '.cursor',
]);

export function isNever(path: string): boolean {
  const names = lowerNames(path);
  const file = names.at(-1) ?? '';
  return (
    names.some((name) => neverFolders.has(name)) ||
    neverFiles.has(file) ||
    file.startsWith(temporaryStart) ||
    // What Windows calls these folders by their short names.
    names.some((name) => /^git~\d+$/.test(name))
  );
}

export function secretByName(path: string): boolean {
  const names = lowerNames(path);
  const file = names.at(-1) ?? '';
  return names.slice(0, -1).some((name) => secretFolders.has(name)) || secretNames.some((name) => name.test(file));
}

export function runsByName(path: string): boolean {
  const names = lowerNames(path);
  return (
    names.slice(0, -1).some((name) => runsFolders.has(name)) || runsNames.some((name) => name.test(names.at(-1) ?? ''))
  );
}

/** Systems differ in case and in what they drop from the end of a name. */
function lowerNames(path: string): string[] {
  return path
    .normalize('NFC')
    .toLowerCase()
    .split('/')
    .map((name) => name.replace(/[. ]+$/, ''));
}

const secretTexts: readonly RegExp[] = [
  /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/,
  /PuTTY-User-Key-File-\d/,
  /\bAKIA[0-9A-Z]{16}\b|\bASIA[0-9A-Z]{16}\b/,
  /\bgh[pousr]_[A-Za-z0-9]{36,}\b|\bgithub_pat_[A-Za-z0-9_]{40,}\b/,
  /\bglpat-[A-Za-z0-9_-]{20,}\b/,
  /\bxox[abeprs]-[A-Za-z0-9-]{10,}\b/,
  /\bhttps:\/\/hooks\.slack\.com\/services\/T[A-Z0-9]+\/B[A-Z0-9]+\/[A-Za-z0-9]+/,
  /\b[sr]k_live_[A-Za-z0-9]{20,}\b/,
  /\bAIza[A-Za-z0-9_-]{35}\b/,
  /\bya29\.[A-Za-z0-9_-]{20,}\b/,
  /\bsk-(?:ant-|proj-)?[A-Za-z0-9_-]{32,}\b/,
  /\bnpm_[A-Za-z0-9]{36}\b/,
  /\bpypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{20,}/,
  /\bSG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}\b/,
  /\bhf_[A-Za-z0-9]{34}\b/,
  /\bdop_v1_[a-f0-9]{64}\b/,
  /"type"\s*:\s*"service_account"/,
  /\baws_secret_access_key\s*[=:]\s*["']?[A-Za-z0-9/+=]{40}\b/i,
  /\bAccountKey=[A-Za-z0-9+/]{60,}={0,2}/,
];

/** Whether a text holds what looks like a private key or a well-known token. */
export function secretInside(text: string): boolean {
  return secretTexts.some((secret) => secret.test(text));
}
