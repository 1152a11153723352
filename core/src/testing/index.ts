/** What tests of other packages use of the hub. */
export { createTestHub, type TestHub, type TestHubOptions, type TestRoom, type TestRoomOptions } from './test-hub.ts';
export { outcomeOf, type RestAnswer, type RestRequest, type TestCaller, type TestPerson } from './test-people.ts';
