/** The hub that the suites talk to is the product itself: the built one, in a process of its own. */
export { signUp, startHub } from '../../../web/e2e/harness.ts';
