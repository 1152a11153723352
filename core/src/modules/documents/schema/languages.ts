/** The language of a text by its file name; ids are those of Monaco and VS Code. Runs anywhere. */
import { fileName } from '../paths.ts';

interface LanguageFacts {
  readonly label: string;
  readonly extensions: readonly string[];
  /** Whole names, lower case, for files without a telling extension. */
  readonly names?: readonly string[];
}

const table = {
  plaintext: {
    label: 'Plain text',
    extensions: ['txt', 'text', 'log'],
    names: ['license', 'copying', 'authors', 'notice'],
  },
  abap: { label: 'ABAP', extensions: ['abap'] },
  apex: { label: 'Apex', extensions: ['cls', 'apex'] },
  azcli: { label: 'Azure CLI', extensions: ['azcli'] },
  bat: { label: 'Batch', extensions: ['bat', 'cmd'] },
  bicep: { label: 'Bicep', extensions: ['bicep'] },
  c: { label: 'C', extensions: ['c', 'h'] },
  clojure: { label: 'Clojure', extensions: ['clj', 'cljs', 'cljc', 'edn'] },
  coffeescript: { label: 'CoffeeScript', extensions: ['coffee'] },
  cpp: { label: 'C++', extensions: ['cpp', 'cc', 'cxx', 'c++', 'hpp', 'hh', 'hxx', 'h++', 'ino'] },
  csharp: { label: 'C#', extensions: ['cs', 'csx', 'cake'] },
  css: { label: 'CSS', extensions: ['css'] },
  cypher: { label: 'Cypher', extensions: ['cypher', 'cyp'] },
  dart: { label: 'Dart', extensions: ['dart'] },
  dockerfile: {
    label: 'Dockerfile',
    extensions: ['dockerfile', 'containerfile'],
    names: ['dockerfile', 'containerfile'],
  },
  elixir: { label: 'Elixir', extensions: ['ex', 'exs'] },
  fsharp: { label: 'F#', extensions: ['fs', 'fsi', 'fsx', 'fsscript'] },
  go: { label: 'Go', extensions: ['go'] },
  graphql: { label: 'GraphQL', extensions: ['graphql', 'gql'] },
  handlebars: { label: 'Handlebars', extensions: ['handlebars', 'hbs'] },
  hcl: { label: 'HCL', extensions: ['tf', 'tfvars', 'hcl'] },
  html: { label: 'HTML', extensions: ['html', 'htm', 'xhtml', 'vue', 'svelte', 'astro'] },
  ini: {
    label: 'INI',
    extensions: ['ini', 'properties', 'cfg', 'conf', 'toml', 'env'],
    names: ['.gitconfig', '.editorconfig', '.npmrc', '.env'],
  },
  java: { label: 'Java', extensions: ['java', 'jav'] },
  javascript: { label: 'JavaScript', extensions: ['js', 'mjs', 'cjs', 'jsx', 'es6'], names: ['jakefile'] },
  json: {
    label: 'JSON',
    extensions: ['json', 'jsonc', 'json5', 'webmanifest', 'geojson', 'map', 'gltf', 'excalidraw', 'ipynb'],
    names: ['.babelrc', '.eslintrc', '.prettierrc', '.swcrc'],
  },
  julia: { label: 'Julia', extensions: ['jl'] },
  kotlin: { label: 'Kotlin', extensions: ['kt', 'kts'] },
  less: { label: 'Less', extensions: ['less'] },
  liquid: { label: 'Liquid', extensions: ['liquid'] },
  lua: { label: 'Lua', extensions: ['lua'] },
  markdown: {
    label: 'Markdown',
    extensions: ['md', 'markdown', 'mdown', 'mkd'],
    names: ['readme', 'changelog', 'contributing'],
  },
  mdx: { label: 'MDX', extensions: ['mdx'] },
  mips: { label: 'MIPS', extensions: ['s', 'asm', 'mips'] },
  'objective-c': { label: 'Objective-C', extensions: ['m', 'mm'] },
  pascal: { label: 'Pascal', extensions: ['pas', 'p', 'pp', 'dpr'] },
  perl: { label: 'Perl', extensions: ['pl', 'pm'] },
  php: { label: 'PHP', extensions: ['php', 'php5', 'phtml'] },
  powershell: { label: 'PowerShell', extensions: ['ps1', 'psm1', 'psd1'] },
  proto: { label: 'Protocol Buffers', extensions: ['proto'] },
  pug: { label: 'Pug', extensions: ['pug', 'jade'] },
  python: { label: 'Python', extensions: ['py', 'pyi', 'pyw', 'rpy', 'gyp'], names: ['sconstruct', 'sconscript'] },
  r: { label: 'R', extensions: ['r', 'rhistory', 'rprofile', 'rt'] },
  razor: { label: 'Razor', extensions: ['cshtml', 'razor'] },
  restructuredtext: { label: 'reStructuredText', extensions: ['rst'] },
  ruby: {
    label: 'Ruby',
    extensions: ['rb', 'rbx', 'gemspec', 'rake'],
    names: ['gemfile', 'rakefile', 'podfile', 'fastfile'],
  },
  rust: { label: 'Rust', extensions: ['rs', 'rlib'] },
  scala: { label: 'Scala', extensions: ['scala', 'sc', 'sbt'] },
  scheme: { label: 'Scheme', extensions: ['scm', 'ss', 'sch', 'rkt'] },
  scss: { label: 'SCSS', extensions: ['scss', 'sass'] },
  shell: {
    label: 'Shell',
    extensions: ['sh', 'bash', 'zsh', 'ksh'],
    names: [
      '.bashrc',
      '.bash_profile',
      '.profile',
      '.zshrc',
      '.gitignore',
      '.gitattributes',
      '.dockerignore',
      '.npmignore',
      'makefile',
      'justfile',
    ],
  },
  solidity: { label: 'Solidity', extensions: ['sol'] },
  sparql: { label: 'SPARQL', extensions: ['rq'] },
  sql: { label: 'SQL', extensions: ['sql', 'psql'] },
  swift: { label: 'Swift', extensions: ['swift'] },
  systemverilog: { label: 'SystemVerilog', extensions: ['sv', 'svh'] },
  tcl: { label: 'Tcl', extensions: ['tcl'] },
  twig: { label: 'Twig', extensions: ['twig'] },
  typescript: { label: 'TypeScript', extensions: ['ts', 'mts', 'cts', 'tsx'] },
  vb: { label: 'Visual Basic', extensions: ['vb'] },
  verilog: { label: 'Verilog', extensions: ['v', 'vh'] },
  wgsl: { label: 'WGSL', extensions: ['wgsl'] },
  xml: {
    label: 'XML',
    extensions: ['xml', 'xsd', 'xsl', 'xslt', 'svg', 'plist', 'csproj', 'props', 'targets', 'config'],
  },
  yaml: { label: 'YAML', extensions: ['yaml', 'yml'], names: ['.clang-format', '.clangd'] },
} as const satisfies Record<string, LanguageFacts>;

export type LanguageId = keyof typeof table;

const facts: Readonly<Record<LanguageId, LanguageFacts>> = table;

export const languageIds = Object.keys(table) as [LanguageId, ...LanguageId[]];

const byExtension = new Map(
  languageIds.flatMap((id) => facts[id].extensions.map((extension) => [extension, id] as const)),
);
const byName = new Map(languageIds.flatMap((id) => (facts[id].names ?? []).map((name) => [name, id] as const)));

/** What is no id stands for itself. */
export function languageLabel(id: string): string {
  return Object.hasOwn(facts, id) ? facts[id as LanguageId].label : id;
}

/** `plaintext` when the name says nothing. */
export function languageOf(path: string): LanguageId {
  const name = fileName(path).toLowerCase();
  const whole = byName.get(name);
  if (whole !== undefined) return whole;
  const dot = name.lastIndexOf('.');
  return (
    (dot >= 0 ? byExtension.get(name.slice(dot + 1)) : undefined) ?? byName.get(name.split('.')[0] ?? '') ?? 'plaintext'
  );
}
