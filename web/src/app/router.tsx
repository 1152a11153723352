import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { loadMessages } from '../kit/messages/language.ts';
import { AppFrame } from './AppFrame.tsx';
import { queryClient } from './hub.ts';
import { NotFoundPage } from './NotFoundPage.tsx';
import { PageFrame, PageSkeleton } from './PageFrame.tsx';
import { RouteErrorPage } from './RouteErrorPage.tsx';
import { choiceParam, countParam, localPath, textParam } from './search-params.ts';
import { meQuery, requireSignedOut, requireSignIn } from './session.ts';

const rootRoute = createRootRoute({
  beforeLoad: () => queryClient.ensureQueryData(meQuery).then(() => undefined),
  component: AppFrame,
  notFoundComponent: NotFoundPage,
  errorComponent: RouteErrorPage,
});

/** Pages with the bar on top; a room has the whole screen to itself. */
const pages = createRoute({ getParentRoute: () => rootRoute, id: 'pages', component: PageFrame });

interface SignInSearch {
  next?: string;
  error?: string;
  provider?: string;
}

const signInSearch = (raw: Record<string, unknown>): SignInSearch => ({
  next: localPath(textParam(raw, 'next')),
  error: textParam(raw, 'error', 60),
  provider: textParam(raw, 'provider', 20),
});
const accountTexts = () => loadMessages('account');
const tokenSearch = (raw: Record<string, unknown>): { token?: string } => ({ token: textParam(raw, 'token', 200) });

const welcome = createRoute({
  getParentRoute: () => pages,
  path: '/',
  beforeLoad: async () => {
    const me = await queryClient.ensureQueryData(meQuery);
    if (me.user !== null) throw redirect({ to: '/home' });
  },
  component: lazyRouteComponent(() => import('../features/welcome/WelcomePage.tsx'), 'WelcomePage'),
});

const roomEntryTexts = () => loadMessages('roomEntry');

interface HomeSearch {
  show?: 'public' | 'archived';
  q?: string;
  new?: true;
}

const home = createRoute({
  getParentRoute: () => pages,
  path: '/home',
  validateSearch: (raw: Record<string, unknown>): HomeSearch => ({
    show: choiceParam(raw, 'show', ['public', 'archived']),
    q: textParam(raw, 'q', 100),
    new: raw.new === true || raw.new === 'true' ? true : undefined,
  }),
  beforeLoad: ({ search, location }) => (search.show === 'public' ? undefined : requireSignIn({ location })),
  loader: roomEntryTexts,
  component: lazyRouteComponent(() => import('../features/rooms/HomePage.tsx'), 'HomePage'),
});

const signIn = createRoute({
  getParentRoute: () => pages,
  path: '/sign-in',
  validateSearch: signInSearch,
  beforeLoad: requireSignedOut,
  loader: accountTexts,
  component: lazyRouteComponent(() => import('../features/accounts/SignInPage.tsx'), 'SignInPage'),
});

const signUp = createRoute({
  getParentRoute: () => pages,
  path: '/sign-up',
  validateSearch: signInSearch,
  beforeLoad: requireSignedOut,
  loader: accountTexts,
  component: lazyRouteComponent(() => import('../features/accounts/SignUpPage.tsx'), 'SignUpPage'),
});

const forgotPassword = createRoute({
  getParentRoute: () => pages,
  path: '/forgot-password',
  loader: accountTexts,
  component: lazyRouteComponent(() => import('../features/accounts/ForgotPasswordPage.tsx'), 'ForgotPasswordPage'),
});

const resetPassword = createRoute({
  getParentRoute: () => pages,
  path: '/reset-password',
  validateSearch: tokenSearch,
  loader: accountTexts,
  component: lazyRouteComponent(() => import('../features/accounts/ResetPasswordPage.tsx'), 'ResetPasswordPage'),
});

const verifyEmail = createRoute({
  getParentRoute: () => pages,
  path: '/verify-email',
  validateSearch: tokenSearch,
  loader: accountTexts,
  component: lazyRouteComponent(() => import('../features/accounts/VerifyEmailPage.tsx'), 'VerifyEmailPage'),
});

const account = createRoute({
  getParentRoute: () => pages,
  path: '/account',
  beforeLoad: requireSignIn,
  loader: () => Promise.all([accountTexts(), loadMessages('notifications')]),
  component: lazyRouteComponent(() => import('../features/accounts/AccountPage.tsx'), 'AccountPage'),
});

const notifications = createRoute({
  getParentRoute: () => pages,
  path: '/notifications',
  beforeLoad: requireSignIn,
  loader: () => loadMessages('notifications'),
  component: lazyRouteComponent(() => import('../features/notifications/NotificationsPage.tsx'), 'NotificationsPage'),
});

const device = createRoute({
  getParentRoute: () => pages,
  path: '/device',
  validateSearch: (raw: Record<string, unknown>): { code?: string } => ({ code: textParam(raw, 'code', 40) }),
  beforeLoad: requireSignIn,
  loader: accountTexts,
  component: lazyRouteComponent(() => import('../features/accounts/DevicePage.tsx'), 'DevicePage'),
});

const connect = createRoute({
  getParentRoute: () => pages,
  path: '/connect',
  validateSearch: (raw: Record<string, unknown>) => ({
    client: choiceParam(raw, 'client', ['vscode', 'browser', 'api']),
    redirect_uri: textParam(raw, 'redirect_uri'),
    code_challenge: textParam(raw, 'code_challenge', 200),
    code_challenge_method: textParam(raw, 'code_challenge_method', 20),
    state: textParam(raw, 'state', 1_000),
  }),
  beforeLoad: requireSignIn,
  loader: accountTexts,
  component: lazyRouteComponent(() => import('../features/accounts/ConnectPage.tsx'), 'ConnectPage'),
});

const join = createRoute({
  getParentRoute: () => pages,
  path: '/join/$code',
  loader: roomEntryTexts,
  component: lazyRouteComponent(() => import('../features/rooms/JoinPage.tsx'), 'JoinPage'),
});

const invite = createRoute({
  getParentRoute: () => pages,
  path: '/invite/$token',
  loader: roomEntryTexts,
  component: lazyRouteComponent(() => import('../features/rooms/InvitePage.tsx'), 'InvitePage'),
});

const moderationTexts = () => loadMessages('moderation');

const moderation = createRoute({
  getParentRoute: () => pages,
  path: '/moderation',
  validateSearch: (raw: Record<string, unknown>): { part?: 'mine' | 'closed' | 'appeals' | 'log' } => ({
    part: choiceParam(raw, 'part', ['mine', 'closed', 'appeals', 'log']),
  }),
  beforeLoad: requireSignIn,
  loader: moderationTexts,
  component: lazyRouteComponent(() => import('../features/moderation/ModerationPage.tsx'), 'ModerationPage'),
});

const reviewItem = createRoute({
  getParentRoute: () => pages,
  path: '/moderation/$itemId',
  beforeLoad: requireSignIn,
  loader: moderationTexts,
  component: lazyRouteComponent(() => import('../features/moderation/ReviewItemPage.tsx'), 'ReviewItemPage'),
});

const statements = createRoute({
  getParentRoute: () => pages,
  path: '/statements',
  beforeLoad: requireSignIn,
  loader: moderationTexts,
  component: lazyRouteComponent(() => import('../features/moderation/StatementsPage.tsx'), 'StatementsPage'),
});

const statement = createRoute({
  getParentRoute: () => pages,
  path: '/statements/$statementId',
  beforeLoad: requireSignIn,
  loader: moderationTexts,
  component: lazyRouteComponent(() => import('../features/moderation/StatementPage.tsx'), 'StatementPage'),
});

const publish = createRoute({
  getParentRoute: () => pages,
  path: '/publish',
  validateSearch: (raw: Record<string, unknown>): { room?: string; design?: string } => ({
    room: textParam(raw, 'room', 64),
    design: textParam(raw, 'design', 64),
  }),
  beforeLoad: requireSignIn,
  loader: () => Promise.all([loadMessages('publish'), loadMessages('feedback')]),
  component: lazyRouteComponent(() => import('../features/publish/PublishPage.tsx'), 'PublishPage'),
});

interface DesignSearch {
  r?: number;
  file?: string;
  thread?: string;
  critique?: string;
  compare?: number;
}

const design = createRoute({
  getParentRoute: () => pages,
  path: '/designs/$designId',
  validateSearch: (raw: Record<string, unknown>): DesignSearch => ({
    r: countParam(raw, 'r'),
    file: textParam(raw, 'file', 500),
    thread: textParam(raw, 'thread', 64),
    critique: textParam(raw, 'critique', 64),
    compare: countParam(raw, 'compare'),
  }),
  loaderDeps: ({ search: { r } }) => ({ r }),
  loader: async ({ params: { designId }, deps: { r } }) => {
    const { loadDesign } = await import('../features/designs/load-design.ts');
    await loadDesign({ designId, seq: r });
  },
  component: lazyRouteComponent(() => import('../features/designs/DesignPage.tsx'), 'DesignPage'),
});

interface FilterSearch {
  tags?: string;
  kinds?: string;
  licences?: string;
  colours?: string;
  author?: string;
  remixable?: true;
}

/** Their pages drop what they do not know. */
const filterSearch = (raw: Record<string, unknown>): FilterSearch => ({
  tags: textParam(raw, 'tags', 500),
  kinds: textParam(raw, 'kinds', 200),
  licences: textParam(raw, 'licences', 400),
  colours: textParam(raw, 'colours', 200),
  author: textParam(raw, 'author', 64),
  remixable: raw.remixable === true || raw.remixable === 'true' ? true : undefined,
});
const discover = () => loadMessages('discover');

const explore = createRoute({
  getParentRoute: () => pages,
  path: '/explore',
  validateSearch: (raw: Record<string, unknown>): FilterSearch & { order?: string; window?: string } => ({
    order: textParam(raw, 'order', 20),
    window: textParam(raw, 'window', 20),
    ...filterSearch(raw),
  }),
  loader: discover,
  component: lazyRouteComponent(() => import('../features/feed/FeedPage.tsx'), 'FeedPage'),
});

const search = createRoute({
  getParentRoute: () => pages,
  path: '/search',
  validateSearch: (raw: Record<string, unknown>): FilterSearch & { q?: string; order?: string } => ({
    q: textParam(raw, 'q', 200),
    order: textParam(raw, 'order', 20),
    ...filterSearch(raw),
  }),
  loader: discover,
  component: lazyRouteComponent(() => import('../features/search/SearchPage.tsx'), 'SearchPage'),
});

const person = createRoute({
  getParentRoute: () => pages,
  path: '/people/$userId',
  validateSearch: (raw: Record<string, unknown>): { section?: string } => ({
    section: textParam(raw, 'section', 20),
  }),
  loader: discover,
  component: lazyRouteComponent(() => import('../features/people/ProfilePage.tsx'), 'ProfilePage'),
});

const collection = createRoute({
  getParentRoute: () => pages,
  path: '/collections/$collectionId',
  loader: discover,
  component: lazyRouteComponent(() => import('../features/collections/CollectionPage.tsx'), 'CollectionPage'),
});

/** So that an address nobody knows still has the bar. */
const unknown = createRoute({ getParentRoute: () => pages, path: '$', component: NotFoundPage });

const room = createRoute({
  getParentRoute: () => rootRoute,
  path: '/rooms/$roomId',
  loader: () => loadMessages('room'),
  component: lazyRouteComponent(() => import('../room/RoomPage.tsx'), 'RoomPage'),
});

const routeTree = rootRoute.addChildren([
  pages.addChildren([
    welcome,
    home,
    signIn,
    signUp,
    forgotPassword,
    resetPassword,
    verifyEmail,
    account,
    notifications,
    device,
    connect,
    join,
    invite,
    moderation,
    reviewItem,
    statements,
    statement,
    publish,
    design,
    explore,
    search,
    person,
    collection,
    unknown,
  ]),
  room,
]);

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  defaultPendingMs: 200,
  defaultPendingMinMs: 0,
  defaultPendingComponent: PageSkeleton,
  defaultErrorComponent: RouteErrorPage,
  defaultNotFoundComponent: NotFoundPage,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
