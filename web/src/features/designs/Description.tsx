import { t } from '../../kit/messages/language.ts';
import styles from './design.module.css';
import { WrittenMarkdown } from './WrittenMarkdown.tsx';
import written from './written.module.css';

/** What its author says about a design. */
export function Description({ text }: { text: string }) {
  return (
    <section className={styles.about} aria-labelledby="about">
      <h2 id="about">{t('designPage.about')}</h2>
      <div className={written.written}>
        <WrittenMarkdown text={text} />
      </div>
    </section>
  );
}
