/** Completes `@Na…` in the inputs of comments with the members of the open rooms. */

import { writeMention } from '@draftroom/core/contract/mentions';
import {
  CompletionItem,
  CompletionItemKind,
  type CompletionItemProvider,
  type Position,
  Range,
  type TextDocument,
} from 'vscode';
import { mentionAt, type NamedPerson } from '../written-mentions.ts';
import type { RoomComments } from './room-comments.ts';

export class MentionCompletion implements CompletionItemProvider {
  readonly #controllerId: string;
  readonly #comments: RoomComments;

  constructor(controllerId: string, comments: RoomComments) {
    this.#controllerId = controllerId;
    this.#comments = comments;
  }

  provideCompletionItems(document: TextDocument, position: Position): CompletionItem[] {
    const { authority } = document.uri;
    // An input in which a comment is edited names nobody.
    if (authority !== '' && authority !== this.#controllerId) return [];
    const mention = mentionAt(document.lineAt(position.line).text, position.character);
    if (mention === null) return [];
    const range = new Range(position.line, mention.start, position.line, mention.end);
    const people = this.#comments.allThreads.flatMap(({ members }) => members);
    return people.map((person) => itemFor(person, range, namesakes(people, person)));
  }
}

function itemFor(person: NamedPerson, range: Range, ambiguous: boolean): CompletionItem {
  const item = new CompletionItem(person.name, CompletionItemKind.User);
  item.range = range;
  item.filterText = `@${person.name}`;
  item.insertText = `${ambiguous ? writeMention(person.name, person.userId) : `@${person.name}`} `;
  return item;
}

/** A name that several have says nothing: then it is written as it is stored. */
function namesakes(people: readonly NamedPerson[], { name, userId }: NamedPerson): boolean {
  return people.some((other) => other.name === name && other.userId !== userId);
}
