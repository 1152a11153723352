/** What a design is like, as far as it is compared with others. */
export interface Features {
  readonly id: string;
  readonly title: string;
  readonly authorId: string | null;
  readonly tags: readonly string[];
  readonly kinds: readonly string[];
  readonly colours: readonly string[];
  readonly likes: number;
}
