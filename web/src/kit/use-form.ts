import { type ChangeEvent, type FormEvent, useRef, useState } from 'react';
import { type ShownError, shownError } from './hub-error.ts';

type Values<Name extends string> = Record<Name, string>;
type FieldErrors<Name extends string> = Partial<Record<Name, string>>;

interface FormOptions<Name extends string> {
  initial: Values<Name>;
  /** What can be said before the hub is asked; by field. */
  check?: (values: Values<NoInfer<Name>>) => FieldErrors<NoInfer<Name>>;
  submit: (values: Values<NoInfer<Name>>) => Promise<void>;
}

export interface Form<Name extends string> {
  readonly values: Values<Name>;
  readonly busy: boolean;
  /** What failed and belongs to no field. */
  readonly error: ShownError | null;
  set(values: Partial<Values<Name>>): void;
  field(name: Name): {
    name: string;
    value: string;
    error: string | undefined;
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => void;
  };
  onSubmit(event: FormEvent<HTMLFormElement>): void;
}

/** Text fields that go to the hub together; its `invalid_input` answers appear at the fields they name. */
export function useForm<Name extends string>({ initial, check, submit }: FormOptions<Name>): Form<Name> {
  const [values, setValues] = useState<Values<Name>>(initial);
  const [fieldErrors, setFieldErrors] = useState<FieldErrors<Name>>({});
  const [error, setError] = useState<ShownError | null>(null);
  const [busy, setBusy] = useState(false);
  const running = useRef(false);

  function refuse(form: HTMLFormElement, errors: FieldErrors<Name>): void {
    setFieldErrors(errors);
    // After the next paint, so that the message is there when the field is read out.
    requestAnimationFrame(() => {
      for (const control of form.elements) {
        if (control instanceof HTMLElement && errors[(control as HTMLInputElement).name as Name] !== undefined) {
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
      else refuse(form, shown.fields as FieldErrors<Name>);
    } finally {
      running.current = false;
      setBusy(false);
    }
  }

  return {
    values,
    busy,
    error,
    set: (next) => {
      setValues((old) => ({ ...old, ...next }));
      const mended = Object.fromEntries(Object.keys(next).map((name) => [name, undefined]));
      setFieldErrors((old) => ({ ...old, ...mended }));
    },
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
