import { t } from '../../kit/messages/language.ts';
import styles from './design.module.css';
import { WrittenMarkdown } from './WrittenMarkdown.tsx';

/** What its author says about a design. */
export function Description({ text }: { text: string }) {
  return (
    <section className={styles.about} aria-labelledby="about">
      <h2 id="about">{t('designPage.about')}</h2>
      <WrittenMarkdown text={text} />
    </section>
  );
}
