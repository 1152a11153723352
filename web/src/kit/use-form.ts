import { type ChangeEvent, type FormEvent, useRef, useState } from 'react';
import { type ShownError, shownError } from './hub-error.ts';

type Values = Readonly<Record<string, string>>;
type FieldErrors<V extends Values> = Partial<Record<keyof V & string, string>>;

interface FormOptions<V extends Values> {
  initial: V;
  /** What can be said before the hub is asked; by field. */
  check?: (values: V) => FieldErrors<V>;
  submit: (values: V) => Promise<void>;
}

export interface Form<V extends Values> {
  readonly values: V;
  readonly busy: boolean;
  /** What failed and belongs to no field. */
  readonly error: ShownError | null;
  set(values: Partial<V>): void;
  field(name: keyof V & string): {
    name: string;
    value: string;
    error: string | undefined;
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => void;
  };
  onSubmit(event: FormEvent<HTMLFormElement>): void;
}

/** Text fields that go to the hub together; its `invalid_input` answers appear at the fields they name. */
export function useForm<const V extends Values>({
  initial,
  check,
  submit,
}: FormOptions<{ [K in keyof V]: string }>): Form<{
  [K in keyof V]: string;
}> {
  type Fields = { [K in keyof V]: string };
  const [values, setValues] = useState<Fields>(initial);
  const [fieldErrors, setFieldErrors] = useState<FieldErrors<Fields>>({});
  const [error, setError] = useState<ShownError | null>(null);
  const [busy, setBusy] = useState(false);
  const running = useRef(false);

  function refuse(form: HTMLFormElement, errors: FieldErrors<Fields>): void {
    setFieldErrors(errors);
    // After the next paint, so that the message is there when the field is read out.
    requestAnimationFrame(() => {
      for (const control of form.elements) {
        if (control instanceof HTMLElement && errors[(control as HTMLInputElement).name] !== undefined) {
          control.focus();
          return;
        }
      }
    });
  }

  async function run(form: HTMLFormElement): Promise<void> {
    setError(null);
    const early = check?.(values) ?? {};
    if (Object.keys(early).length > 0) return refuse(form, early);
    setFieldErrors({});
    running.current = true;
    setBusy(true);
    try {
      await submit(values);
    } catch (thrown) {
      const shown = shownError(thrown);
      const named = Object.keys(shown.fields).filter((name) => Object.hasOwn(values, name));
      if (named.length === 0) setError(shown);
      else refuse(form, shown.fields as FieldErrors<Fields>);
    } finally {
      running.current = false;
      setBusy(false);
    }
  }

  return {
    values,
    busy,
    error,
    set: (next) => setValues((old) => ({ ...old, ...next })),
    field: (name) => ({
      name,
      value: values[name],
      error: fieldErrors[name],
      onChange: (event) => {
        const { value } = event.currentTarget;
        setValues((old) => ({ ...old, [name]: value }));
        if (fieldErrors[name] !== undefined) setFieldErrors((old) => ({ ...old, [name]: undefined }));
      },
    }),
    onSubmit: (event) => {
      event.preventDefault();
      if (!running.current) void run(event.currentTarget);
    },
  };
}
