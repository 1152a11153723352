declare module 'gltf-validator' {
  export interface ValidationMessage {
    readonly code: string;
    readonly message: string;
    /** 0 error, 1 warning, 2 information, 3 hint. */
    readonly severity: number;
  }

  export interface ValidationReport {
    readonly issues: {
      readonly numErrors: number;
      readonly numWarnings: number;
      readonly messages: readonly ValidationMessage[];
    };
  }

  export function validateBytes(
    data: Uint8Array,
    options: {
      readonly format?: 'glb' | 'gltf';
      readonly maxIssues?: number;
      readonly writeTimestamp?: boolean;
      readonly ignoredIssues?: readonly string[];
      readonly externalResourceFunction?: (uri: string) => Promise<Uint8Array>;
    },
  ): Promise<ValidationReport>;
}
